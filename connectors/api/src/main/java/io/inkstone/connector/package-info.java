/**
 * The plug-in SPI: what a connector declares and what its operations are given. From these declarations alone the
 * gateway derives REST routes, streams, OpenAPI entries and JSON Schemas; nothing here knows of HTTP, of JSON or of a
 * model's wire format. May touch LangChain4j's core and Jakarta Validation, and nothing else.
 */
@NullMarked
package io.inkstone.connector;

import org.jspecify.annotations.NullMarked;
