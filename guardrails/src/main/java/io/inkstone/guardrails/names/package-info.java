/**
 * Names of people, places and organisations, street addresses and what stands beside them (forms of address, nationalities,
 * ages, dates) in English and Chinese text. A small linear tagger of our own training looks at the few tokens that could
 * begin or carry a name; everything else is decided at once, so that a stream of ordinary prose is not held back. The card
 * of the model lies beside the model, among this package's resources.
 */
@NullMarked
package io.inkstone.guardrails.names;

import org.jspecify.annotations.NullMarked;
