package org.datamove.source;

import java.util.List;

/**
 * What a path stands for.
 *
 * @param path as the caller wrote it
 * @param several whether the path is a pattern or prefix, so that messages name the file
 * @param sources one or more, in the order in which they are read
 */
public record SourceSet(String path, boolean several, List<Source> sources) {}
