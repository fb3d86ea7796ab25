import type { Command } from 'commander';
import { AppError } from '../core/app-error.ts';
import { instantOf, isLocalDate } from '../core/month.ts';
import { adoptPolicies } from '../policies/commands/adopt-policies.ts';
import { seedPolicies } from '../policies/commands/seed-policies.ts';
import { homeOptions, withHome } from './with-home.ts';
import type { Verdict, World } from './world.ts';
