import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiRoutes } from '../../src/web/api/routes.ts';
import { type Office, openOffice } from './office.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(() => office.close());

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly {
    name: string;
    in: string;
    required?: boolean;
    schema: unknown;
  }[];
  readonly requestBody?: { content: Readonly<Record<string, { schema?: unknown }>> };
  readonly responses: Readonly<
    Record<
      string,
      { description: string; content?: Readonly<Record<string, { schema?: unknown }>> }
    >
  >;
}

interface OpenApi {
  readonly openapi: string;
  readonly servers: readonly { url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

async function document(): Promise<OpenApi> {
  const { status, body } = await office.anybody.get<OpenApi>('/openapi.json');
  expect(status).toBe(200);
  return body;
}

function operations(api: OpenApi): { name: string; operation: Operation; path: string }[] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
      path,
    })),
  );
}

/** Every `$ref` anywhere in a value. */
function references(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, part]) =>
    name === '$ref' ? [String(part)] : references(part),
  );
}

const open = ['GET /health', 'GET /ready', 'GET /metrics', 'POST /sessions'];

describe('the OpenAPI document', () => {
  it('holds every path and method that the router answers, and no other', async () => {
    const documented = operations(await document()).map(({ name }) => name);
    const routed = apiRoutes(office.home)
      .routes.filter(({ method, path }) => method !== 'ALL' && path !== '/openapi.json')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(new Set(documented)).toEqual(new Set(routed));
    expect(documented.length).toBeGreaterThan(50);
  });

  it('gives each operation a summary, tags, a door, and a schema for each answer', async () => {
    for (const { name, operation } of operations(await document())) {
      expect(operation.summary, name).toMatch(/\p{Script=Han}/u);
      expect(operation.tags, name).not.toHaveLength(0);
      expect(operation.security, name).toEqual(open.includes(name) ? [] : [{ bearer: [] }]);
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.some((status) => status.startsWith('2')),
        name,
      ).toBe(true);
      for (const [status, { content }] of Object.entries(operation.responses)) {
        const [answer] = Object.values(content ?? {});
        expect(answer?.schema, `${name} ${status}`).toBeTypeOf('object');
      }
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
        expect(schema, name).toBeTypeOf('object');
      }
    }
  });

  it('is whole: every path parameter is declared, every reference leads somewhere', async () => {
    const api = await document();
    expect(api.openapi).toBe('3.1.0');
    expect(api.servers).toEqual([{ url: '/api/v1' }]);
    for (const { name, operation, path } of operations(api)) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const declared = (operation.parameters ?? []).filter((one) => one.in === 'path');
      expect(declared.map((one) => one.name).sort(), name).toEqual(wanted.sort());
      for (const one of declared) expect(one.required, name).toBe(true);
    }
    for (const reference of references(api)) {
      const [, , kind = '', target = ''] = reference.split('/');
      expect(api.components[kind], reference).toHaveProperty([target]);
    }
  });

  it('offers an Idempotency-Key on each write but those that say why not', async () => {
    for (const { name, operation } of operations(await document())) {
      if (name.startsWith('GET') || name.includes('/sessions')) continue;
      const takes = (operation.parameters ?? []).some((one) => one.name === 'idempotency-key');
      const said = (operation as { description?: string }).description ?? '';
      expect(takes || said.includes('Idempotency-Key'), name).toBe(true);
    }
  });
});
