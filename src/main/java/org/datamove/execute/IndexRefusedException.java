package org.datamove.execute;

/** An index cannot be built over the rows; one of them may be at fault. */
final class IndexRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IndexRefusedException(RefusedException refused) {
    super(refused.getMessage(), refused);
  }
}
