package io.inkstone.guardrails.safety;

/** Collects distinct hashes, so that a feature counts once however often it occurs. Open addressing, grown by doubling. */
final class FeatureBlock {

    private int[] table;
    private int size;

    /**
     * An empty block.
     *
     * @param room a power of two, of at least twice as many hashes as come as a rule
     */
    FeatureBlock(int room) {
        table = new int[room];
    }

    /** Takes a hash; 0 is left out. */
    void add(int hash) {
        if (hash == 0) {
            return;
        }
        if (2 * size >= table.length) {
            grow();
        }
        size += put(table, hash);
    }

    int size() {
        return size;
    }

    /** The distinct hashes, in no order that says anything. */
    int[] hashes() {
        int[] hashes = new int[size];
        int at = 0;
        for (int hash : table) {
            if (hash != 0) {
                hashes[at++] = hash;
            }
        }
        return hashes;
    }

    private void grow() {
        int[] larger = new int[2 * table.length];
        for (int hash : table) {
            if (hash != 0) {
                put(larger, hash);
            }
        }
        table = larger;
    }

    private static int put(int[] table, int hash) {
        int mask = table.length - 1;
        int at = mix(hash) & mask;
        while (table[at] != 0) {
            if (table[at] == hash) {
                return 0;
            }
            at = (at + 1) & mask;
        }
        table[at] = hash;
        return 1;
    }

    /** Spreads a hash over all of its bits (the finaliser of MurmurHash3, A. Appleby). */
    static int mix(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }
}
