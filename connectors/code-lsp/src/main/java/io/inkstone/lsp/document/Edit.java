package io.inkstone.lsp.document;

/**
 * One change of a document: at an offset, so many UTF-16 units went and a text came.
 *
 * @param start offset before and after the change
 * @param removed units that went
 * @param inserted what came, without what stayed the same
 */
public record Edit(int start, int removed, String inserted) {

    /** A replacement, less what is the same at both of its ends: editors differ in how much they replace. */
    static Edit between(String text, int start, int end, String replacement) {
        int common = Math.min(end - start, replacement.length());
        int head = 0;
        while (head < common && text.charAt(start + head) == replacement.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < common - head
                && text.charAt(end - 1 - tail) == replacement.charAt(replacement.length() - 1 - tail)) {
            tail++;
        }
        return new Edit(
                start + head, end - start - head - tail, replacement.substring(head, replacement.length() - tail));
    }

    public boolean isNothing() {
        return removed == 0 && inserted.isEmpty();
    }

    public int end() {
        return start + removed;
    }

    /** By how much what follows moves. */
    public int shift() {
        return inserted.length() - removed;
    }
}
