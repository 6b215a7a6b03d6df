/**
 * Reads questions that do not say plainly what to compute: looks for what their words may name in the table, makes every
 * sketch of it that a question of its form may mean, and keeps those that come to something, each with what speaks
 * against it. The plain way is {@code reading}; this one is taken where that one finds nothing, and is never as sure.
 */
@NullMarked
package io.inkstone.documents.question;

import org.jspecify.annotations.NullMarked;
