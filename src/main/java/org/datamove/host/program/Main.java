package org.datamove.host.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.datamove.load.ChunkDirectory;
import org.datamove.source.FileNames;

/** The process that engine {@code program} starts for a move. */
public final class Main {
  /** The exit status where the disk is too full to write even that; ENOSPC of Linux. */
  private static final int DISK_FULL = 28;

  private Main() {}

  /**
   * Serves a session, or does some work of its own for a class-data archive.
   *
   * @param arguments {@code exercise}; or a private directory's path, its bytes in hexadecimal
   *     digits, because what Java makes of others depends on the locale, and the backend's process
   *     id
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 1 && arguments[0].equals("exercise")) {
      Exercise.run();
      return;
    }
    if (arguments.length != 2) {
      System.err.println("usage: exercise | DIRECTORY BACKEND_PID");
      System.exit(2);
    }
    int status = 0;
    try {
      Path directory = FileNames.path(HexFormat.of().parseHex(arguments[0]));
      Mailbox mailbox = new Mailbox(directory, Long.parseLong(arguments[1]));
      serve(new MoveServer(mailbox));
    } catch (Exception | Error e) {
      System.err.println(e.getMessage());
      status = e instanceof IOException io && ChunkDirectory.isFull(io) ? DISK_FULL : 1;
    }
    System.exit(status);
  }

  /** What ends in any other way leaves the directory to the session, which sees that it ended. */
  private static void serve(MoveServer server) throws IOException, InterruptedException {
    try {
      server.serve();
    } catch (Mailbox.AbandonedException e) {
      server.close();
    }
  }
}
