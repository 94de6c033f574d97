package org.raceway.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** Turns whatever goes wrong in a request into one {@link Problem}: in the rooms, in Spring, in filters before it. */
@ControllerAdvice
@Controller
final class ProblemAdvice implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private static final String ANSWERED = ProblemAdvice.class.getName() + ".answered";

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    /** Security's own exceptions go back to its filters, which know how to ask for credentials. */
    @ExceptionHandler
    void handle(Exception exception, HttpServletRequest request, HttpServletResponse response) throws Exception {
        switch (exception) {
            case AccessDeniedException denied -> throw denied;
            case AuthenticationException unauthenticated -> throw unauthenticated;
            case AsyncRequestNotUsableException gone -> LOG.debug("The caller has gone", gone);
            case ClientAbortException gone -> LOG.debug("The caller has gone", gone);
            default -> answer(exception, request, response);
        }
    }

    /** What ended outside of the controllers: in a filter, or by {@code sendError}. */
    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    void afterwards(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // The container comes here after a body that can't be read as well, though a room has answered that already.
        Object answered = request.getAttribute(ANSWERED);
        Object exception = answered == null ? request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) : answered;
        if (exception instanceof Exception thrown) {
            answer(thrown, request, response);
            return;
        }
        int status = Objects.requireNonNullElse(
                        (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE), 404)
                .intValue();
        problems.write(request, response, PlatformProblem.of(HttpStatusCode.valueOf(status)), Map.of(), "");
    }

    private void answer(Exception exception, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (exception instanceof ErrorResponse known) {
            copy(known.getHeaders(), response);
        }
        if (exception instanceof ProblemException known) {
            request.setAttribute(ANSWERED, known);
            if (known.problem().blame() == Problem.Blame.PLATFORM) {
                LOG.error("{}", known.problem().code(), known);
            }
            problems.write(request, response, known.problem(), known.members(), known.arguments());
            return;
        }
        PlatformProblem problem = problemOf(exception);
        if (problem == PlatformProblem.STORAGE_UNAVAILABLE) {
            // Many requests meet the same silence; where they met it says nothing.
            LOG.error("{} {} failed: {}", request.getMethod(), request.getRequestURI(), exception.getMessage());
        } else if (problem.blame() == Problem.Blame.PLATFORM) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), exception);
        }
        problems.write(request, response, problem, Map.of(), argument(exception));
    }

    private static PlatformProblem problemOf(Exception exception) {
        return switch (exception) {
            case HttpMessageNotReadableException unreadable -> PlatformProblem.MALFORMED_BODY;
            case MissingServletRequestParameterException missing -> PlatformProblem.BAD_PARAMETER;
            case MethodArgumentTypeMismatchException mismatch -> PlatformProblem.BAD_PARAMETER;
            case MaxUploadSizeExceededException large -> PlatformProblem.TOO_LARGE;
            case MultipartException unreadable -> PlatformProblem.MALFORMED_BODY;
            case CannotGetJdbcConnectionException down -> PlatformProblem.STORAGE_UNAVAILABLE;
            case CannotCreateTransactionException down -> PlatformProblem.STORAGE_UNAVAILABLE;
            case DataAccessResourceFailureException down -> PlatformProblem.STORAGE_UNAVAILABLE;
            case TransientDataAccessException later -> PlatformProblem.BUSY;
            case ErrorResponse known -> PlatformProblem.of(known.getStatusCode());
            default -> PlatformProblem.INTERNAL;
        };
    }

    private static @Nullable Object argument(Exception exception) {
        return switch (exception) {
            case MissingServletRequestParameterException missing -> missing.getParameterName();
            case MethodArgumentTypeMismatchException mismatch -> mismatch.getName();
            case HttpRequestMethodNotSupportedException unsupported -> unsupported.getMethod();
            case HttpMediaTypeNotSupportedException unsupported -> unsupported.getContentType();
            default -> "";
        };
    }

    private static void copy(HttpHeaders headers, HttpServletResponse response) {
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }
}
