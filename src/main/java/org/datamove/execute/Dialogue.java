package org.datamove.execute;

/**
 * The way to the host that runs a move's statements.
 *
 * <p>Must be asked by one thread only. After an error of class 57 or XX, or outside of all blocks,
 * the host carries nothing more out: it may tell such an error as the last answer, for its words'
 * sake, or just end the conversation.
 */
public interface Dialogue {
  /** Has a command carried out and waits for what came of it. */
  Answer ask(Command command) throws InterruptedException;
}
