/**
 * Reads spellings: numbers, dates, JSON, vectors, the parts of arrays and rows. Start at {@link
 * org.datamove.type.text.Ascii} and at the class that has the spelling in its name. Says what
 * stands there and whether the text can be that at all; never knows what for: which column takes it
 * and what becomes of it is for the packages that use this one.
 */
package org.datamove.type.text;
