package dev.phoenixkit.v114;

/**
 * What taking an up back needs to know of a row; of what the up left there a hash is enough, which lets a million fit into
 * a small heap.
 *
 * @param before the row before the up
 * @param after the {@linkplain OwnedContent#hash hash} of the row after it
 */
public record Undo(Row before, long after) {

    /** What undoes a decision of an up. */
    public static Undo of(Decision decision) {
        return new Undo(decision.before(), OwnedContent.hash(decision.after()));
    }

    /** Whether key, module, provider and name of a row are what the up left there. */
    boolean isOf(Row row) {
        return OwnedContent.hash(row) == after;
    }

    /** What undoes this and a later up, where that found the row as this one left it; else what undoes the later alone. */
    public Undo then(Undo later) {
        return isOf(later.before) ? new Undo(before, later.after) : later;
    }

    /** Whether the up changed a row that it left so: not one that had its key before, for an up gives every row a new one. */
    boolean changed(Row row) {
        return !before.key().equals(row.key());
    }

    /** Whether a row is as the up left it, and was another before: where there is one, the up was committed. */
    public boolean isShownBy(Row row) {
        return isOf(row) && changed(row);
    }

    /** The row's part of the sum that shows damage in a report; the order of rows does not matter. */
    public long checksum() {
        return 31 * OwnedContent.hash(before) + after;
    }
}
