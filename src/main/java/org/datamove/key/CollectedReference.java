package org.datamove.key;

/** What was written down of the columns that refer, and of those that they refer to. */
record CollectedReference(KeyReference reference, CollectedKey children, CollectedKey parents) {}
