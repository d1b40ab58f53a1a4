//! A radix tree over bytes: finds, for a text, everything that was filed under one of its prefixes.

/// Maps prefixes to values; each prefix once.
#[derive(Clone, Debug)]
pub(crate) struct Trie<V> {
    nodes: Vec<Node<V>>,
}

#[derive(Clone, Debug)]
struct Node<V> {
    /// The bytes between the parent and this node.
    label: Box<[u8]>,
    value: Option<V>,
    /// First byte of the child's label, and its place; sorted.
    children: Vec<(u8, u32)>,
}

impl<V> Default for Trie<V> {
    fn default() -> Self {
        Trie { nodes: vec![Node::leaf(&[])] }
    }
}

impl<V> Node<V> {
    fn leaf(label: &[u8]) -> Node<V> {
        Node { label: label.into(), value: None, children: Vec::new() }
    }

    fn child(&self, byte: u8) -> Option<u32> {
        match self.children.binary_search_by_key(&byte, |(first, _)| *first) {
            Ok(at) => self.children.get(at).map(|(_, place)| *place),
            Err(_) => None,
        }
    }
}

fn common(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

impl<V> Trie<V> {
    /// The value filed under exactly that prefix; made if there is none.
    pub(crate) fn entry(&mut self, prefix: &str, make: impl FnOnce() -> V) -> Option<&mut V> {
        let mut rest = prefix.as_bytes();
        let mut at = 0usize;
        while let Some(first) = rest.first() {
            at = match self.nodes.get(at)?.child(*first) {
                None => {
                    let leaf = self.push(Node::leaf(rest));
                    self.adopt(at, *first, leaf)?;
                    rest = &[];
                    leaf
                }
                Some(child) => {
                    let child = child as usize;
                    let shared = common(&self.nodes.get(child)?.label, rest);
                    if shared < self.nodes.get(child)?.label.len() {
                        self.split(child, shared)?;
                    }
                    rest = rest.get(shared..)?;
                    child
                }
            };
        }
        Some(self.nodes.get_mut(at)?.value.get_or_insert_with(make))
    }

    fn push(&mut self, node: Node<V>) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn adopt(&mut self, parent: usize, first: u8, child: usize) -> Option<()> {
        let children = &mut self.nodes.get_mut(parent)?.children;
        let at = children.partition_point(|(byte, _)| *byte < first);
        children.insert(at, (first, u32::try_from(child).ok()?));
        Some(())
    }

    /// Cuts a node's label after `shared` bytes; what the node held moves to a new child of it.
    fn split(&mut self, at: usize, shared: usize) -> Option<()> {
        let node = self.nodes.get_mut(at)?;
        let tail: Box<[u8]> = node.label.get(shared..)?.into();
        let first = *tail.first()?;
        let lower =
            Node { label: tail, value: node.value.take(), children: std::mem::take(&mut node.children) };
        node.label = node.label.get(..shared)?.into();
        let lower = self.push(lower);
        self.adopt(at, first, lower)
    }

    /// Visits the values of all prefixes of the text, shortest first, until `visit` says true; whether it did.
    pub(crate) fn any_prefix(
        &self,
        text: impl Iterator<Item = u8>,
        mut visit: impl FnMut(&V) -> bool,
    ) -> bool {
        let mut text = text;
        let Some(mut node) = self.nodes.first() else {
            return false;
        };
        loop {
            if node.value.as_ref().is_some_and(&mut visit) {
                return true;
            }
            if node.children.is_empty() {
                return false;
            }
            let next =
                text.next().and_then(|byte| node.child(byte)).and_then(|at| self.nodes.get(at as usize));
            let Some(next) = next else {
                return false;
            };
            for wanted in next.label.iter().skip(1) {
                if text.next() != Some(*wanted) {
                    return false;
                }
            }
            node = next;
        }
    }

    /// The values of all prefixes.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.nodes.iter_mut().filter_map(|node| node.value.as_mut())
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.nodes.iter().filter_map(|node| node.value.as_ref())
    }

    /// Gives back memory that only building needed.
    pub(crate) fn shrink(&mut self) {
        self.nodes.shrink_to_fit();
        self.nodes.iter_mut().for_each(|node| node.children.shrink_to_fit());
    }

    /// Bytes on the heap, without what the values own.
    pub(crate) fn heap_bytes(&self) -> usize {
        let own = self.nodes.capacity() * size_of::<Node<V>>();
        let of_node = |node: &Node<V>| node.label.len() + node.children.capacity() * size_of::<(u8, u32)>();
        own + self.nodes.iter().map(of_node).sum::<usize>()
    }
}

#[cfg(test)]
mod tests;
