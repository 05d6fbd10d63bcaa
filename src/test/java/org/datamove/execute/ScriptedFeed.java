package org.datamove.execute;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.datamove.csv.Place;
import org.datamove.load.Chunk;
import org.datamove.load.FileChunk;
import org.datamove.plan.Step;
import org.datamove.result.Loaded;

/** Reads a file that is a list of items, as often as it is asked to. */
final class ScriptedFeed implements Feed.Opener {
  private final List<Object> items = new ArrayList<>();
  private final List<Object> replies = new ArrayList<>();
  private final List<Chunk> released = new ArrayList<>();
  private final List<Step.Load> opened = new ArrayList<>();
  private int closed;

  /** A file of chunks; its end tells that all of their rows were read, and none was put aside. */
  static ScriptedFeed of(Chunk... chunks) {
    ScriptedFeed feed = new ScriptedFeed();
    int rows = 0;
    for (Chunk chunk : chunks) {
      feed.items.add(new Feed.Item.Rows(chunk));
      rows += chunk.rows();
    }
    return feed.ends(rows, 0);
  }

  /** Other numbers at its end. */
  ScriptedFeed ends(long read, long rejected) {
    items.removeIf(Feed.Item.Ended.class::isInstance);
    items.add(new Feed.Item.Ended(new Loaded(read, rejected, List.of(), Map.of())));
    return this;
  }

  /** An item, or an exception, before all others. */
  ScriptedFeed first(Object item) {
    items.add(0, item);
    return this;
  }

  /** Tells a host how many rows the chunks have. */
  ScriptedFeed knownTo(ScriptedHost host) {
    for (Object item : items) {
      if (item instanceof Feed.Item.Rows rows && rows.chunk() instanceof FileChunk file) {
        host.knows(file.file().getFileName().toString(), file.rows());
      }
    }
    return this;
  }

  /** How often the file was opened. */
  int times() {
    return opened.size();
  }

  /** Whether all that was opened is closed, once each. */
  boolean isClosed() {
    return closed == opened.size();
  }

  List<Step.Load> opened() {
    return opened;
  }

  List<Object> replies() {
    return replies;
  }

  List<Chunk> released() {
    return released;
  }

  @Override
  public Feed open(Step.Load load, LeftOut leftOut) {
    opened.add(load);
    return new Reading();
  }

  private final class Reading implements Feed {
    private int next;
    private boolean asked;
    private boolean over;

    @Override
    public Item next() {
      if (asked || over) {
        throw new AssertionError(over ? "read behind its end" : "a question has no answer");
      }
      Object item = items.get(next++);
      if (item instanceof RuntimeException failure) {
        over = true;
        throw failure;
      }
      asked = item instanceof Item.Asked;
      over = item instanceof Item.Ended;
      return (Item) item;
    }

    @Override
    public void reply(Map<String, Object> answer) {
      if (!asked) {
        throw new AssertionError("nothing was asked");
      }
      asked = false;
      replies.add(answer);
    }

    @Override
    public void release(Chunk chunk) {
      released.add(chunk);
    }

    @Override
    public String pathOf(long place) {
      return Place.file(place) == 0 ? null : "/part" + Place.file(place) + ".csv";
    }

    @Override
    public String nameOf(Path file) {
      return file.toString();
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
