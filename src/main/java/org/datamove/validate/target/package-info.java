/**
 * Rules about the target itself: whether it takes rows, what the caller may do with it, and what of
 * it stands in the way of replacing its rows. Start at {@link
 * org.datamove.validate.target.TargetKindRule}, after which there is nothing to check where the
 * target is no table. Looks at the description only; never at the file, and never asks the database
 * but for the rows that count.
 */
package org.datamove.validate.target;
