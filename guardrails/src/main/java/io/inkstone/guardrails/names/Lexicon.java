package io.inkstone.guardrails.names;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Hashes of words with what they are known as; no word can be read back from it. Immutable and thread-safe. */
final class Lexicon {

    static final int FORENAME = 1;
    static final int SURNAME = 2;
    static final int PLACE = 4;
    static final int COUNTRY = 8;
    static final int COMPANY = 16;
    static final int STREET = 32;
    /** An ordinary word of the language. */
    static final int COMMON = 64;

    static final int NATIONALITY = 128;

    /** The longest Chinese word that is looked up. */
    static final int LONGEST_HAN = 4;

    private final int[] keys;
    private final byte[] masks;
    private final int size;

    private Lexicon(int capacity, int size) {
        this.keys = new int[capacity];
        this.masks = new byte[capacity];
        this.size = size;
    }

    /** @param masks what is known by the words' hashes */
    static Lexicon of(Map<Integer, Integer> masks) {
        Lexicon lexicon = new Lexicon(Integer.highestOneBit(Math.max(8, masks.size())) * 4, masks.size());
        masks.forEach((hash, mask) -> lexicon.put(hash, mask.byteValue()));
        return lexicon;
    }

    /** What a word is known as; 0 for nothing. */
    int mask(int hash) {
        int slot = hash & keys.length - 1;
        while (masks[slot] != 0) {
            if (keys[slot] == hash) {
                return masks[slot] & 0xFF;
            }
            slot = slot + 1 & keys.length - 1;
        }
        return 0;
    }

    /** Sorted, as differences, so that the file packs well. */
    void write(DataOutput out) throws IOException {
        TreeMap<Integer, Byte> sorted = new TreeMap<>(Integer::compareUnsigned);
        for (int slot = 0; slot < keys.length; slot++) {
            if (masks[slot] != 0) {
                sorted.put(keys[slot], masks[slot]);
            }
        }
        out.writeInt(sorted.size());
        int previous = 0;
        for (Map.Entry<Integer, Byte> entry : sorted.entrySet()) {
            writeUnsigned(out, entry.getKey() - previous);
            out.writeByte(entry.getValue());
            previous = entry.getKey();
        }
    }

    static Lexicon read(DataInput in) throws IOException {
        int size = in.readInt();
        Lexicon lexicon = new Lexicon(Integer.highestOneBit(Math.max(8, size)) * 4, size);
        int hash = 0;
        for (int i = 0; i < size; i++) {
            hash += readUnsigned(in);
            lexicon.put(hash, in.readByte());
        }
        return lexicon;
    }

    int size() {
        return size;
    }

    private void put(int hash, byte mask) {
        int slot = hash & keys.length - 1;
        while (masks[slot] != 0) {
            slot = slot + 1 & keys.length - 1;
        }
        keys[slot] = hash;
        masks[slot] = mask;
    }

    private static void writeUnsigned(DataOutput out, int value) throws IOException {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            out.writeByte(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    private static int readUnsigned(DataInput in) throws IOException {
        int value = 0;
        int shift = 0;
        while (true) {
            int next = in.readUnsignedByte();
            value |= (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
            shift += 7;
        }
    }
}
