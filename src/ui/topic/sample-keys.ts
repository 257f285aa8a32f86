/** Keys as they come: many users, one shop that buys again and again, cities in other scripts. */
export function sampleKeys(): string {
  const users = Array.from({ length: 60 }, (_, i) => `user-${i + 1}`);
  const shop = Array.from({ length: 5 }, () => 'shop-seoul');
  return [...users, ...shop, 'order-2f6c', 'order-91aa', '서울', 'Zürich', '日本', 'null'].join('\n');
}
