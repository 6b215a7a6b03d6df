/**
 * Finds private data by its form: identifiers with a check digit, numbers, addresses of the net, keys. One pass over the
 * text yields few candidates, each of which is verified by hand-written checks in a bounded window; the words that stand
 * before a candidate decide where the form alone does not. Sees the library's core and RE2/J, for the patterns of a policy.
 */
@NullMarked
package io.inkstone.guardrails.privacy;

import org.jspecify.annotations.NullMarked;
