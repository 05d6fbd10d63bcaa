/**
 * Finds the type of a new column from all of its values. Start at {@link
 * org.datamove.type.infer.TypeInference}; {@link org.datamove.type.infer.Shape} lists what one
 * value can look like. Never looks at a sample only, and never gives a type that would print a
 * value otherwise than the file has it.
 */
package org.datamove.type.infer;
