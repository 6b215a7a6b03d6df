/**
 * How completions fared with the person who saw them, as counts by language. Knows numbers and the names of languages: no code
 * comes here.
 */
@NullMarked
package io.inkstone.code.feedback;

import org.jspecify.annotations.NullMarked;
