package org.raceway.traceability;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds the bytes of all documents that are being captured: memory is taken for bytes that came, never for announced ones. */
final class CaptureBudget {
    private static final int KIB = 1024;
    private static final int FIRST_BYTES = 16 * KIB;

    private final Semaphore kibibytes;
    private final int limitBytes;
    private final int capacityKibibytes;
    private final long patienceMilliseconds;

    CaptureBudget(CaptureSettings settings) {
        limitBytes = Math.toIntExact(settings.bytes().toBytes());
        capacityKibibytes = Math.toIntExact(settings.bytesInFlight().toKilobytes());
        kibibytes = new Semaphore(capacityKibibytes);
        patienceMilliseconds = settings.patience().toMillis();
    }

    int bytesInFlight() {
        return (capacityKibibytes - kibibytes.availablePermits()) * KIB;
    }

    /**
     * Reads a request's body.
     *
     * @throws CaptureRefusedException if it is too large, or there is no room
     */
    Body read(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return read(request.getInputStream(), request.getContentLengthLong(), response);
    }

    /**
     * Reads what has arrived otherwise, such as a file that lies on the disk.
     *
     * @param announced its length, or -1
     * @throws CaptureRefusedException if it is too large, or there is no room
     */
    Body read(InputStream input, long announced, HttpServletResponse response) throws IOException {
        if (announced > limitBytes) {
            throw tooLarge(response);
        }
        Body body = new Body();
        try {
            body.read(input, announced, response);
            return body;
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    private CaptureRefusedException tooLarge(HttpServletResponse response) {
        // What is still on the line is not worth reading.
        response.setHeader("Connection", "close");
        return new CaptureRefusedException(CaptureProblem.TOO_LARGE, limitBytes);
    }

    /** A body that is in memory, until closed. */
    final class Body implements AutoCloseable {
        private byte[] bytes = new byte[0];
        private int held;

        byte[] bytes() {
            return bytes;
        }

        @Override
        public void close() {
            kibibytes.release(held);
            held = 0;
            bytes = new byte[0];
        }

        private void read(InputStream input, long announced, HttpServletResponse response) throws IOException {
            int length = 0;
            hold(FIRST_BYTES, response);
            byte[] buffer = new byte[FIRST_BYTES];
            while (true) {
                int read;
                try {
                    read = input.read(buffer, length, buffer.length - length);
                } catch (IOException e) {
                    response.setHeader("Connection", "close");
                    throw new CaptureRefusedException(e, CaptureProblem.INCOMPLETE_BODY);
                }
                if (read < 0) {
                    break;
                }
                length += read;
                if (length > limitBytes) {
                    throw tooLarge(response);
                }
                if (length == buffer.length) {
                    int wanted = (int) Math.min(Math.max(length * 2L, FIRST_BYTES), limitBytes + 1L);
                    if (announced > length) {
                        wanted = (int) Math.min(wanted, announced + 1);
                    }
                    hold(wanted, response);
                    buffer = Arrays.copyOf(buffer, wanted);
                }
            }
            bytes = length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
        }

        private void hold(int size, HttpServletResponse response) {
            int more = (size + KIB - 1) / KIB - held;
            if (more <= 0) {
                return;
            }
            try {
                int wanted = Math.min(more, capacityKibibytes - held);
                if (!kibibytes.tryAcquire(wanted, patienceMilliseconds, TimeUnit.MILLISECONDS)) {
                    response.setHeader("Connection", "close");
                    throw new CaptureRefusedException(CaptureProblem.BUSY);
                }
                held += wanted;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CaptureRefusedException(e, CaptureProblem.BUSY);
            }
        }
    }
}
