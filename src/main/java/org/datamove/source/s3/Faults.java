package org.datamove.source.s3;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.datamove.error.ErrorCode;
import org.datamove.error.SourceException;
import org.datamove.source.ObjectStoreSettings;
import org.datamove.source.ObjectUrl;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * What is told of a fault. Error codes are those of the page "Error responses" of Amazon S3's API
 * reference; no text of the SDK's reaches the caller, for it may hold parts of a request.
 */
final class Faults {
  private static final Set<String> THROTTLING =
      Set.of(
          "SlowDown",
          "Throttling",
          "ThrottlingException",
          "TooManyRequests",
          "RequestLimitExceeded");
  private static final Set<String> REGION =
      Set.of(
          "PermanentRedirect",
          "TemporaryRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException");
  private static final Pattern EXPECTED_REGION = Pattern.compile("expecting '([a-z0-9-]+)'");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,60}");

  private final ObjectStoreSettings settings;

  Faults(ObjectStoreSettings settings) {
    this.settings = settings;
  }

  /** Whether the store itself has answered, rather than the network failed. */
  static boolean isAnswer(Exception e) {
    return e instanceof SdkServiceException;
  }

  /** The failure to report where an address could not be read. */
  SourceException of(ObjectUrl url, Exception e) {
    return e instanceof SdkServiceException answer ? answered(url, answer) : unanswered(url, e);
  }

  private SourceException answered(ObjectUrl url, SdkServiceException e) {
    String code = "";
    AwsErrorDetails details = null;
    if (e instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
      details = aws.awsErrorDetails();
      code = details.errorCode() == null ? "" : details.errorCode();
    }
    int status = e.statusCode();
    if (REGION.contains(code) || status == 301) {
      return wrongRegion(url, details, e);
    }
    if (THROTTLING.contains(code) || status == 429 || (status == 503 && code.isEmpty())) {
      return fault(
          ErrorCode.THROTTLED,
          where() + " asks for fewer requests",
          "It went on to do so after several tries to read \"" + url + "\".",
          "Try again later.",
          e);
    }
    return switch (code) {
      case "NoSuchKey" ->
          fault(ErrorCode.SOURCE_NOT_FOUND, "object \"" + url + "\" does not exist", null, null, e);
      case "NoSuchBucket" ->
          fault(
              ErrorCode.SOURCE_NOT_FOUND,
              "bucket \"" + url.bucket() + "\" does not exist",
              null,
              settings.server() == null
                  ? say(
                      "The option \"server\" names the server object of another object store.",
                      null)
                  : null,
              e);
      case "AccessDenied", "AllAccessDisabled", "AccountProblem" -> denied(url, e);
      case "InvalidAccessKeyId" -> credentials(where() + " does not know the access key", null, e);
      case "SignatureDoesNotMatch" ->
          credentials(where() + " does not accept the secret access key", null, e);
      case "ExpiredToken", "TokenRefreshRequired" ->
          credentials(
              "the session token for " + where() + " has expired",
              "Temporary credentials are valid for some hours only.",
              e);
      case "InvalidToken" -> credentials(where() + " does not accept the session token", null, e);
      case "RequestTimeTooSkewed" ->
          fault(
              ErrorCode.SOURCE_UNREADABLE,
              "the clock of "
                  + say("the database server", "this machine")
                  + " differs from that of "
                  + where(),
              null,
              "Set the clock of " + say("the database server.", "this machine."),
              e);
      case "InvalidObjectState" ->
          fault(
              ErrorCode.SOURCE_UNREADABLE,
              "object \"" + url + "\" is archived",
              null,
              "Restore the object from its archive first.",
              e);
      default -> byStatus(url, status, code, e);
    };
  }

  private SourceException byStatus(ObjectUrl url, int status, String code, Exception e) {
    return switch (status) {
      case 403 -> denied(url, e);
      case 404 ->
          fault(ErrorCode.SOURCE_NOT_FOUND, "object \"" + url + "\" does not exist", null, null, e);
      case 412 -> S3Source.replaced(url, true, e);
      default ->
          fault(
              ErrorCode.SOURCE_UNREADABLE,
              "could not read \"" + url + "\"",
              where()
                  + " answers with status "
                  + status
                  + (CODE.matcher(code).matches() ? ", " + code : "")
                  + ".",
              status >= 500 ? "Try again later." : null,
              e);
    };
  }

  private SourceException denied(ObjectUrl url, Exception e) {
    return fault(
        ErrorCode.NOT_PERMITTED,
        where() + " refuses access to \"" + url + "\"",
        "It says so also of an object that does not exist where its bucket may not be listed.",
        "The credentials in use need the permission s3:GetObject, for patterns s3:ListBucket too.",
        e);
  }

  private SourceException wrongRegion(ObjectUrl url, AwsErrorDetails details, Exception e) {
    String region = details == null ? null : region(details);
    return fault(
        ErrorCode.SOURCE_UNREADABLE,
        region == null
            ? "bucket \"" + url.bucket() + "\" is in another region"
            : "bucket \"" + url.bucket() + "\" is in region \"" + region + "\"",
        null,
        settings.server() == null
            ? say(
                "The option \"server\" names a server object with the option \"region\".",
                "AWS_REGION, or the region of the AWS profile, names it.")
            : "An administrator sets the option \"region\" of server \""
                + settings.server()
                + "\".",
        e);
  }

  private static String region(AwsErrorDetails details) {
    Optional<String> header =
        details.sdkHttpResponse() == null
            ? Optional.empty()
            : details.sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
    String message = details.errorMessage() == null ? "" : details.errorMessage();
    Matcher matcher = EXPECTED_REGION.matcher(message);
    String region = header.orElseGet(() -> matcher.find() ? matcher.group(1) : "");
    return region.matches("[a-z0-9-]{1,40}") ? region : null;
  }

  private SourceException credentials(String message, String detail, Exception e) {
    return fault(ErrorCode.NOT_AUTHENTICATED, message, detail, credentialsHint(), e);
  }

  private String say(String ofServer, String ofClient) {
    return settings.machine().say(ofServer, ofClient);
  }

  private String credentialsHint() {
    return settings.accessKeyId() == null
        ? say(
            "The credentials are those of the database server's process; the option \"server\""
                + " names a server object with a user mapping.",
            "The credentials are those of the environment, the AWS profile or the machine.")
        : "An administrator sets them with ALTER USER MAPPING ... SERVER \""
            + settings.server()
            + "\".";
  }

  private SourceException unanswered(ObjectUrl url, Exception e) {
    if (has(e, UnknownHostException.class)) {
      return unreachable("Its host name is not known.", e);
    }
    if (has(e, SSLException.class)) {
      return unreachable("The encrypted connection could not be made.", e);
    }
    if (has(e, ConnectException.class) || has(e, NoRouteToHostException.class)) {
      return unreachable("The connection was refused, or timed out.", e);
    }
    if (has(e, SecurityException.class)) {
      return fault(
          ErrorCode.NOT_PERMITTED,
          "the server's Java security policy refuses what reading objects needs",
          null,
          "An administrator adds the new datamove.policy to pljava.policy_urls.",
          e);
    }
    if (has(e, SocketTimeoutException.class)) {
      return lost(url, "No byte came in time.", e);
    }
    if (has(e, IOException.class)) {
      return lost(url, "The connection broke.", e);
    }
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (message.contains("credentials")) {
      return fault(
          ErrorCode.NOT_AUTHENTICATED,
          "there are no credentials for " + where(),
          say("The database server's process", "The process")
              + " has none in its environment, its configuration or its machine's metadata.",
          say(
              "The option \"server\" names a server object with a user mapping.",
              "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or an AWS profile, set them."),
          e);
    }
    return fault(ErrorCode.SOURCE_UNREADABLE, "could not read \"" + url + "\"", null, null, e);
  }

  private SourceException unreachable(String detail, Exception e) {
    return fault(
        ErrorCode.SOURCE_UNREACHABLE,
        "could not connect to " + where(),
        detail,
        settings.server() == null
            ? null
            : "Check the option \"endpoint\" of server \"" + settings.server() + "\".",
        e);
  }

  private SourceException lost(ObjectUrl url, String detail, Exception e) {
    return fault(
        ErrorCode.CONNECTION_LOST,
        "lost the connection to " + where() + " while reading \"" + url + "\"",
        detail + " Several tries to go on did not succeed.",
        null,
        e);
  }

  /** The refusal of a listing that cannot be told to be whole. */
  SourceException incomplete(ObjectUrl pattern, String what) {
    return fault(
        ErrorCode.SOURCE_UNREADABLE,
        "could not list \"" + pattern + "\"",
        where() + " " + what + ".",
        null,
        null);
  }

  /** The refusal of an answer that lacks what reading an object needs. */
  SourceException lacking(ObjectUrl url, String what) {
    return fault(
        ErrorCode.SOURCE_UNREADABLE,
        "could not read \"" + url + "\"",
        where() + " " + what + ".",
        null,
        null);
  }

  /** The store in words. */
  private String where() {
    return settings.endpoint() == null ? "Amazon S3" : "\"" + settings.endpoint() + "\"";
  }

  private static boolean has(Throwable e, Class<?> type) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private static SourceException fault(
      ErrorCode code, String message, String detail, String hint, Exception cause) {
    return new SourceException(code, message, detail, hint, cause);
  }
}
