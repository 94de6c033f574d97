package org.raceway.platform;

import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page that a person lands on: what they can do, how things stand, what happened last. */
@Controller
class StartController {
    private final List<StartPart> parts;

    StartController(ObjectProvider<StartPart> parts) {
        this.parts = parts.orderedStream().toList();
    }

    @GetMapping("/")
    String start(@AuthenticationPrincipal Visitor visitor, Locale locale, Model model) {
        Texts texts = Texts.of(locale);
        model.addAttribute(
                "toDo",
                parts.stream()
                        .flatMap(part -> part.toDo(visitor, texts).stream())
                        .toList());
        model.addAttribute(
                "figures",
                parts.stream()
                        .flatMap(part -> part.figures(visitor, texts).stream())
                        .toList());
        model.addAttribute(
                "charts",
                parts.stream()
                        .flatMap(part -> part.charts(visitor, texts).stream())
                        .toList());
        model.addAttribute(
                "suggestions",
                parts.stream()
                        .flatMap(part -> part.suggestions(visitor, texts).stream())
                        .toList());
        model.addAttribute(
                "recent",
                parts.stream()
                        .flatMap(part -> part.recent(visitor, texts).stream())
                        .toList());
        return "start";
    }
}
