package org.raceway.enterprises;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.SignedIn;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Applications for machines: the same drafts, submissions and reviews as the pages. */
@RestController
@Requires({Permission.ENTERPRISES_REGISTER, Permission.ENTERPRISE_EDIT, Permission.ENTERPRISES_REVIEW})
@RequestMapping("/api/v1/enterprises")
class ApplicationsApi {
    private final Applications applications;
    private final EnterpriseFiles files;

    ApplicationsApi(Applications applications, EnterpriseFiles files) {
        this.applications = applications;
        this.files = files;
    }

    /** One's own, the newest first. */
    @GetMapping("/applications")
    List<Rendered> mine(Caller caller, Locale locale) {
        Texts texts = Texts.of(locale);
        return applications.mine(caller).stream()
                .map(application -> rendered(application, texts))
                .toList();
    }

    /** A new draft. */
    @PostMapping("/applications")
    @Requires(Permission.ENTERPRISES_REGISTER)
    ResponseEntity<Rendered> start(@RequestBody EnterpriseForm form, Caller caller, Locale locale) {
        Application draft = applications.start(caller, Actor.of(caller), EnterpriseForm.EMPTY);
        Application application = applications.save(draft.id(), caller, form);
        return ResponseEntity.created(URI.create("/api/v1/enterprises/applications/" + application.id()))
                .body(rendered(application, Texts.of(locale)));
    }

    /** The open change of one's own enterprise, or a new one with the facts as they stand. */
    @PostMapping("/changes")
    @Requires(Permission.ENTERPRISE_EDIT)
    Rendered change(Caller caller, Locale locale) {
        return rendered(applications.change(caller, Actor.of(caller)), Texts.of(locale));
    }

    /** An application with what is wrong with it and what happened to it. */
    @GetMapping("/applications/{id}")
    Rendered one(@PathVariable UUID id, Caller caller, Locale locale) {
        return rendered(applications.get(id, caller), Texts.of(locale));
    }

    /** Replaces a draft's form. */
    @PutMapping("/applications/{id}")
    @Requires({Permission.ENTERPRISES_REGISTER, Permission.ENTERPRISE_EDIT})
    Rendered save(@PathVariable UUID id, @RequestBody EnterpriseForm form, Caller caller, Locale locale) {
        return rendered(applications.save(id, caller, form), Texts.of(locale));
    }

    /** Throws away a draft that was never handed in. */
    @DeleteMapping("/applications/{id}")
    @Requires({Permission.ENTERPRISES_REGISTER, Permission.ENTERPRISE_EDIT})
    ResponseEntity<Void> discard(@PathVariable UUID id, Caller caller) {
        applications.discard(id, caller);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/applications/{id}/submit")
    @Requires({Permission.ENTERPRISES_REGISTER, Permission.ENTERPRISE_EDIT})
    Rendered submit(@PathVariable UUID id, Caller caller, Locale locale) {
        Texts texts = Texts.of(locale);
        return rendered(applications.submit(id, caller, Actor.of(caller), texts), texts);
    }

    @PostMapping("/applications/{id}/withdraw")
    @Requires({Permission.ENTERPRISES_REGISTER, Permission.ENTERPRISE_EDIT})
    Rendered withdraw(@PathVariable UUID id, @RequestBody Decision decision, Caller caller, Locale locale) {
        Texts texts = Texts.of(locale);
        return rendered(applications.withdraw(id, decision.version(), caller, Actor.of(caller), texts), texts);
    }

    @PostMapping("/applications/{id}/urge")
    @Requires({Permission.ENTERPRISES_REGISTER, Permission.ENTERPRISE_EDIT})
    Rendered urge(@PathVariable UUID id, Caller caller, Locale locale) {
        Texts texts = Texts.of(locale);
        return rendered(applications.urge(id, caller, Actor.of(caller), texts), texts);
    }

    @PostMapping("/applications/{id}/approve")
    @Requires(Permission.ENTERPRISES_REVIEW)
    Rendered approve(@PathVariable UUID id, @RequestBody Decision decision, Caller caller, Locale locale) {
        Texts texts = Texts.of(locale);
        return rendered(applications.approve(id, decision.version(), caller, Actor.of(caller), texts), texts);
    }

    @PostMapping("/applications/{id}/reject")
    @Requires(Permission.ENTERPRISES_REVIEW)
    Rendered reject(@PathVariable UUID id, @RequestBody Decision decision, Caller caller, Locale locale) {
        Texts texts = Texts.of(locale);
        return rendered(
                applications.reject(id, decision.version(), decision.why(), caller, Actor.of(caller), texts), texts);
    }

    @PostMapping("/applications/{id}/transfer")
    @Requires(Permission.ENTERPRISES_REVIEW)
    Rendered transfer(@PathVariable UUID id, @RequestBody Decision decision, Caller caller, Locale locale) {
        Texts texts = Texts.of(locale);
        UUID to = decision.reviewer();
        if (to == null) {
            throw new ProblemException(EnterpriseProblem.NO_SUCH_REVIEWER);
        }
        return rendered(
                applications.transfer(id, decision.version(), to, decision.why(), caller, Actor.of(caller), texts),
                texts);
    }

    /** Keeps a scan, whose id goes into a licence. */
    @PostMapping("/files")
    @Requires({Permission.ENTERPRISES_REGISTER, Permission.ENTERPRISE_EDIT})
    EnterpriseFiles.FileFacts upload(@RequestParam MultipartFile file, Caller caller) {
        return files.keep(caller, caller.enterprise(), file);
    }

    /** A scan of one's own, one's enterprise's, or for the operator anybody's. */
    @GetMapping("/files/{id}")
    @SignedIn
    ResponseEntity<Resource> file(@PathVariable UUID id, Caller caller) {
        return EnterpriseChecks.answer(files.find(id, caller));
    }

    /** What is wrong with a credit code. */
    @GetMapping("/uscc/{code}")
    @SignedIn
    UsccAnswer uscc(@PathVariable String code, Locale locale) {
        String read = UsccReading.normalized(code);
        UsccReading reading = UsccReading.of(read);
        return new UsccAnswer(
                read,
                reading instanceof UsccReading.Right,
                reading.words(Texts.of(locale)),
                reading instanceof UsccReading.WrongCheck wrong ? String.valueOf(wrong.expected()) : null);
    }

    /** The industry classes of a bearing cluster. */
    @GetMapping("/industries")
    @SignedIn
    List<Industry> industries() {
        return Industries.listed();
    }

    private Rendered rendered(Application application, Texts texts) {
        Map<String, Object> state = new TreeMap<>();
        switch (application.state()) {
            case ApplicationState.Draft draft -> {}
            case ApplicationState.InReview review -> {
                state.put("since", review.since());
                if (review.reviewer() != null) {
                    state.put("reviewer", review.reviewer());
                }
                if (review.urgedAt() != null) {
                    state.put("urgedAt", review.urgedAt());
                }
            }
            case ApplicationState.Rejected rejected -> {
                state.put("at", rejected.at());
                state.put("reason", rejected.reason());
            }
            case ApplicationState.Withdrawn withdrawn -> state.put("at", withdrawn.at());
            case ApplicationState.Approved approved -> {
                state.put("at", approved.at());
                state.put("enterprise", approved.enterprise());
            }
        }
        return new Rendered(
                application.id(),
                application.purpose(),
                application.enterprise(),
                application.state().phase(),
                state,
                application.version(),
                application.form(),
                application.form().scale(),
                application.state().phase().editable()
                        ? FormCheck.rendered(applications.errors(application, texts), texts)
                        : List.of(),
                applications.steps(application.id()).stream()
                        .map(step -> new RenderedStep(
                                step.at(),
                                texts.english() ? step.englishName() : step.name(),
                                step.action(),
                                step.reason(),
                                step.target()))
                        .toList(),
                application.createdAt(),
                application.updatedAt());
    }

    /** What somebody decides, on the version that they have seen. */
    record Decision(
            int version, @Nullable String reason, @Nullable UUID reviewer) {
        String why() {
            return reason == null ? "" : reason;
        }
    }

    /** A credit code on a closer look. */
    record UsccAnswer(
            String uscc,
            boolean valid,
            String detail,
            @Nullable String expectedCheckCharacter) {}

    /** An application. */
    record Rendered(
            UUID id,
            Application.Purpose purpose,
            @Nullable UUID enterprise,
            ApplicationPhase phase,
            Map<String, Object> state,
            int version,
            EnterpriseForm form,
            @Nullable EnterpriseScale scale,
            List<Map<String, String>> errors,
            List<RenderedStep> steps,
            Instant createdAt,
            Instant updatedAt) {}

    /** Something that happened to it. */
    record RenderedStep(Instant at, String name, ApplicationAction action, String reason, String target) {}
}
