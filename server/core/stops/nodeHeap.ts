/** A node of a search tree over sites. */
export interface TreeNode {
  /** Nothing below it is better. */
  readonly bound: number;
  /** FREE, OPEN or CLOSED by site. */
  readonly decided: Uint8Array;
  readonly prices: Float64Array;
  readonly mean: Float64Array;
}

/** Open nodes, the one with the greatest bound first. */
export interface NodeHeap {
  readonly push: (node: TreeNode) => void;
  readonly top: () => TreeNode | undefined;
  /** Takes the top away; there must be one. */
  readonly pop: () => TreeNode;
}

/** An empty heap. */
export function nodeHeap(): NodeHeap {
  const heap: TreeNode[] = [];
  return { push: (node) => pushNode(heap, node), top: () => heap[0], pop: () => popNode(heap) };
}

function pushNode(heap: TreeNode[], node: TreeNode): void {
  heap.push(node);
  for (let i = heap.length - 1; i > 0; ) {
    const parent = (i - 1) >> 1;
    if (heap[parent].bound >= heap[i].bound) break;
    [heap[parent], heap[i]] = [heap[i], heap[parent]];
    i = parent;
  }
}

function popNode(heap: TreeNode[]): TreeNode {
  const top = heap[0];
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  heap[0] = last;
  for (let i = 0; ; ) {
    const [left, right] = [2 * i + 1, 2 * i + 2];
    const child = right < heap.length && heap[right].bound > heap[left].bound ? right : left;
    if (child >= heap.length || heap[i].bound >= heap[child].bound) return top;
    [heap[child], heap[i]] = [heap[i], heap[child]];
    i = child;
  }
}
