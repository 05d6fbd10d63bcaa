package org.datamove.type.infer;

import org.datamove.type.InferredType;

/**
 * What is known of a column of vectors beyond its type.
 *
 * @param dimensions how many numbers each of them has
 * @param changed a number that {@code real} does not give back, and where it is, such as {@code
 *     0.123456789 on line 7}; null where it gives all of them back
 * @param array the type of array that gives all of them back; null where none does
 */
public record ListProfile(int dimensions, String changed, InferredType array) {}
