/**
 * A small server on the loopback interface in front of any server of OpenAI's protocol: what is private is masked before it
 * leaves the machine and restored on the way back. Built on the JDK's own HTTP server and client.
 */
@NullMarked
package io.inkstone.guardrails.proxy;

import org.jspecify.annotations.NullMarked;
