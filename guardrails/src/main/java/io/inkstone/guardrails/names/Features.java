package io.inkstone.guardrails.names;

/** What the tagger looks at when it labels a token, as hashes. A change makes the model file useless. */
final class Features {

    /** The most features of a token. */
    static final int MOST = 64;

    private final int[] hashes = new int[MOST];
    private int count;
    private int template;

    int count() {
        return count;
    }

    int hash(int feature) {
        return hashes[feature];
    }

    /** Fills in the features of one token. */
    void of(Reading reading, int i) {
        count = 0;
        template = 0;
        Tokens t = reading.tokens();
        boolean han = t.kind(i) == Tokens.HAN;
        add(han ? 1 : 2);
        forms(t, i);
        shapes(t, i);
        masks(reading, i);
        if (t.kind(i) == Tokens.WORD) {
            template = 60;
            affixes(t, i);
        }
        if (han) {
            template = 80;
            characters(reading, i);
        }
    }

    private void forms(Tokens t, int i) {
        int before = t.form(i - 1);
        int form = t.form(i);
        int after = t.form(i + 1);
        add(form);
        add(before);
        add(after);
        add(t.form(i - 2));
        add(t.form(i + 2));
        add(t.form(i - 3));
        add(before, form);
        add(form, after);
        add(before, after);
        add(t.form(i - 2), before);
        add(after, t.form(i + 2));
    }

    private void shapes(Tokens t, int i) {
        int before = t.shape(i - 1);
        int shape = t.shape(i);
        int after = t.shape(i + 1);
        add(shape);
        add(before, shape);
        add(shape, after);
        add(before, shape, after);
        add(before, shape, after, t.shape(i + 2));
        add(t.shape(i - 2), before, shape);
        add(before, t.form(i));
        add(shape, t.form(i));
        add(shape, t.form(i - 1));
        add(shape, t.form(i + 1));
    }

    private void masks(Reading r, int i) {
        int before = r.mask(i - 1);
        int mask = r.mask(i);
        int after = r.mask(i + 1);
        int shape = r.tokens().shape(i);
        add(mask, shape);
        add(before, mask, shape);
        add(mask, after, shape);
        add(before, mask, after);
        add(before, shape);
        add(after, shape);
        add(mask, r.tokens().form(i - 1));
        add(mask, r.tokens().form(i + 1));
        add(r.mask(i - 2), before, mask);
        add(mask, after, r.mask(i + 2));
        add(r.tokens().shape(i - 1), mask, shape, r.tokens().shape(i + 1));
    }

    private void affixes(Tokens t, int i) {
        CharSequence text = t.text();
        int start = t.start(i);
        int end = t.end(i);
        int length = end - start;
        for (int n = 2; n <= 4; n++) {
            add(length > n ? Hash.of(text, end - n, end) : 0);
            add(length > n ? Hash.of(text, start, start + n) : 0);
        }
        add(length > 3 ? Hash.of(text, end - 3, end) : 0, t.shape(i));
        add(Math.min(length, 12), t.shape(i));
    }

    private void characters(Reading r, int i) {
        Tokens t = r.tokens();
        add(t.form(i - 1), t.form(i), t.form(i + 1));
        add(t.form(i - 2), t.form(i - 1), t.form(i));
        add(t.form(i), t.form(i + 1), t.form(i + 2));
        add(r.mask(i), t.form(i));
        add(r.mask(i - 1), r.mask(i), t.form(i));
        add(r.mask(i), r.mask(i + 1), r.mask(i + 2), r.mask(i - 1));
        add(t.form(i + 3));
        add(t.form(i + 2), t.form(i + 3));
    }

    private void add(int value) {
        hashes[count++] = Hash.pair(++template, value);
    }

    private void add(int first, int second) {
        add(Hash.pair(first, second));
    }

    private void add(int first, int second, int third) {
        add(Hash.pair(Hash.pair(first, second), third));
    }

    private void add(int first, int second, int third, int fourth) {
        add(Hash.pair(Hash.pair(first, second), Hash.pair(third, fourth)));
    }
}
