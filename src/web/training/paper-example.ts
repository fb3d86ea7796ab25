/** How questions are typed. */
export const paperExample = `接到业主报修，几分钟内派工？（20分）
A. 3 分钟
B. 5 分钟 √
C. 10 分钟

派工单交给谁？（30分）
A. 工程 √
B. 客服留底 √
C. 业主

业主问邻居的电话，你怎样说？（50分）`;
