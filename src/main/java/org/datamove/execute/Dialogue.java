package org.datamove.execute;

/**
 * The way to the host that runs a move's statements.
 *
 * <p>Must be asked by one thread only, and must not answer errors of classes 57 and XX: the host
 * ends the conversation with those.
 */
public interface Dialogue {
  /** Has a command carried out and waits for what came of it. */
  Answer ask(Command command) throws InterruptedException;
}
