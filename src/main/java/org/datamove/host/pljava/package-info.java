/**
 * The engine as SQL functions of PL/Java: text in, text out, short calls. Start at {@link
 * org.datamove.host.pljava.Functions}, which PL/Java knows; {@link
 * org.datamove.host.pljava.MemoryLoader} makes all other classes from an entry of the jar, {@link
 * org.datamove.host.pljava.Engine} first. Needs nothing but the JDK and the engine, runs no SQL,
 * throws nothing.
 */
package org.datamove.host.pljava;
