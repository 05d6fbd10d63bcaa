package org.datamove.source.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The JDK's connections, so that a request ends when its thread's work does ({@link
 * Network.Talk#end}). A request that waits for its answer is hung up. Of one that waits for a
 * connection or for more of its answer the JDK allows nobody else to close anything: it waits in
 * pieces. Requests are of the kind that may be repeated.
 */
final class EndingHttpClient implements SdkHttpClient {
  private static final Duration PIECE = Duration.ofSeconds(1);

  /** The JDK's own words; a wait for an answer that ends has others. */
  private static final String NOT_CONNECTED = "connect timed out";

  /** Each waits twice as long for an answer as the one before, the first one a piece. */
  private final List<SdkHttpClient> clients = new ArrayList<>();

  private final Patience patience;

  EndingHttpClient(Patience patience) {
    this.patience = patience;
    Duration silence = shorter(PIECE, patience.silence());
    Duration waited = Duration.ZERO;
    while (waited.compareTo(patience.silence()) < 0) {
      clients.add(
          UrlConnectionHttpClient.builder()
              .connectionTimeout(shorter(PIECE, patience.connect()))
              .socketTimeout(silence)
              .build());
      waited = waited.plus(silence);
      silence = silence.multipliedBy(2);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static boolean hasPassed(Duration time, long since) {
    return System.nanoTime() - since >= time.toNanos();
  }

  private static void checkWanted() throws IOException {
    if (Network.isOver()) {
      throw new IOException("nobody waits for the answer");
    }
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Tries(request);
  }

  private final class Tries implements ExecutableHttpRequest {
    private final HttpExecuteRequest request;
    private volatile ExecutableHttpRequest current;

    Tries(HttpExecuteRequest request) {
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      long start = System.nanoTime();
      int next = 0;
      Network.hangUpBy(this::abort);
      while (true) {
        checkWanted();
        current = clients.get(next).prepareRequest(request);
        try {
          return patient(current.call());
        } catch (SocketTimeoutException e) {
          boolean connected = !NOT_CONNECTED.equalsIgnoreCase(e.getMessage());
          next += connected ? 1 : 0;
          if (connected ? next == clients.size() : hasPassed(patience.connect(), start)) {
            throw e;
          }
        }
      }
    }

    @Override
    public void abort() {
      ExecutableHttpRequest now = current;
      if (now != null) {
        now.abort();
      }
    }
  }

  private HttpExecuteResponse patient(HttpExecuteResponse answer) {
    AbortableInputStream body = answer.responseBody().orElse(null);
    return HttpExecuteResponse.builder()
        .response(answer.httpResponse())
        .responseBody(
            body == null
                ? null
                : AbortableInputStream.create(new PatientStream(body, patience.silence()), body))
        .build();
  }

  /** Waits for the next bytes in pieces. */
  private static final class PatientStream extends FilterInputStream {
    private final Duration silence;

    PatientStream(InputStream in, Duration silence) {
      super(in);
      this.silence = silence;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      long start = System.nanoTime();
      while (true) {
        checkWanted();
        try {
          return super.read(target, offset, length);
        } catch (SocketTimeoutException e) {
          if (hasPassed(silence, start)) {
            throw e;
          }
        }
      }
    }
  }

  @Override
  public String clientName() {
    return clients.get(0).clientName();
  }

  @Override
  public void close() {
    clients.forEach(SdkHttpClient::close);
  }
}
