/**
 * What the move turns out to be, and what the rules look at before the first row. Start at {@link
 * org.datamove.validate.move.Operations}, which decides what it is, and at {@link
 * org.datamove.validate.move.Subject} with {@link org.datamove.validate.move.Rule}. Never reads the
 * file's rows, and holds no rule but the one of what cannot be foreseen.
 */
package org.datamove.validate.move;
