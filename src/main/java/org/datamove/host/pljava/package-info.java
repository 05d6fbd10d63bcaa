/**
 * The engine as SQL functions of PL/Java. Start at {@link org.datamove.host.pljava.Functions}: text
 * in, text out, short calls. Needs nothing but the JDK and the engine, runs no SQL, throws nothing.
 */
package org.datamove.host.pljava;
