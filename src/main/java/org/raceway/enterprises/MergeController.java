package org.raceway.enterprises;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Duplicates: candidates, two records side by side, the merge. */
@Controller
@Requires(Permission.ENTERPRISES_MERGE)
class MergeController {
    private final Merges merges;
    private final Records records;

    MergeController(Merges merges, Records records) {
        this.merges = merges;
        this.records = records;
    }

    @GetMapping("/enterprises/duplicates")
    String candidates(Locale locale, Model model) {
        Texts texts = Texts.of(locale);
        model.addAttribute(
                "pairs",
                merges.candidates().stream()
                        .map(pair -> new MergeView.Pair(
                                pair.one(),
                                pair.oneName(),
                                pair.other(),
                                pair.otherName(),
                                pair.reasons().stream()
                                        .map(reason -> texts.get("enterprises.merge.reason." + reason))
                                        .collect(Collectors.joining(texts.english() ? ", " : "、"))))
                        .toList());
        return "enterprise/duplicates";
    }

    /** By id, or by credit code where somebody knows the two better than any rule does. */
    @GetMapping("/enterprises/merge")
    String compare(@RequestParam String from, @RequestParam String into, Locale locale, Model model) {
        return show(id(from), id(into), "", "", Texts.of(locale), model);
    }

    @PostMapping("/enterprises/merge")
    String merge(
            @RequestParam UUID from,
            @RequestParam UUID into,
            @RequestParam(defaultValue = "") String reason,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Texts texts = Texts.of(locale);
        List<String> taken = Stream.concat(
                        Differences.values(EnterpriseForm.EMPTY).keySet().stream(), Stream.of("contacts"))
                .filter(fact -> "from".equals(request.getParameter("take." + fact)))
                .toList();
        try {
            merges.merge(from, into, taken, reason, Actor.of(caller), texts);
            return "redirect:/enterprises/" + into;
        } catch (ProblemException refused) {
            if (!(refused.problem() instanceof EnterpriseProblem)
                    || refused.problem() == EnterpriseProblem.NO_SUCH_ENTERPRISE) {
                throw refused;
            }
            response.setStatus(refused.problem().status());
            return show(from, into, reason, refused.text(texts), texts, model);
        }
    }

    /** Pairs that may be one enterprise. */
    @GetMapping("/api/v1/enterprises/duplicates")
    @ResponseBody
    List<Merges.Candidate> pairs() {
        return merges.candidates();
    }

    /** Merges {@code from} into {@code into}. */
    @PostMapping("/api/v1/enterprises/merge")
    @ResponseBody
    ResponseEntity<Void> merged(@RequestBody Merge merge, Caller caller, Locale locale) {
        String reason = merge.reason();
        List<String> taken = merge.take();
        merges.merge(
                merge.from(),
                merge.into(),
                taken == null ? List.of() : taken,
                reason == null ? "" : reason,
                Actor.of(caller),
                Texts.of(locale));
        return ResponseEntity.noContent().build();
    }

    /**
     * What becomes one.
     *
     * @param take the facts that are taken from the record that goes
     */
    record Merge(
            UUID from,
            UUID into,
            @Nullable List<String> take,
            @Nullable String reason) {}

    private UUID id(String idOrUscc) {
        String given = idOrUscc.strip();
        if (given.matches("[0-9a-fA-F-]{36}")) {
            return UUID.fromString(given);
        }
        return records.byUscc(UsccReading.normalized(given))
                .map(Profile::id)
                .orElseThrow(() -> new ProblemException(EnterpriseProblem.NO_SUCH_ENTERPRISE));
    }

    private String show(UUID from, UUID into, String reason, String error, Texts texts, Model model) {
        Profile loser = merges.profile(from);
        Profile winner = merges.profile(into);
        EnterpriseForm lost = records.form(loser);
        EnterpriseForm kept = records.form(winner);
        List<String> facts = new ArrayList<>(Differences.values(kept).keySet());
        facts.add("contacts");
        facts.add("licences");
        model.addAttribute(
                "merge",
                new MergeView(
                        from,
                        loser.enterprise().name(),
                        into,
                        winner.enterprise().name(),
                        facts.stream()
                                .map(fact -> {
                                    String mine = Differences.words(kept.masked(), fact, texts);
                                    String other = Differences.words(lost.masked(), fact, texts);
                                    boolean none = mine.isEmpty() || mine.equals(texts.get("enterprises.noneYet"));
                                    return new MergeView.Row(
                                            fact,
                                            texts.get("enterprises.form." + fact),
                                            mine,
                                            other,
                                            Differences.fields(kept, lost).contains(fact) && !fact.equals("licences"),
                                            none && !other.isEmpty());
                                })
                                .toList(),
                        reason));
        model.addAttribute("error", error);
        return "enterprise/merge";
    }
}
