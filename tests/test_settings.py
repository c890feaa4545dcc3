# ruff: noqa: SIM300 - expected == actual is how tests read
"""site.yaml: from the file to the records, and what this one file alone can get wrong."""

from __future__ import annotations

import pytest

from pincite.settings import Front, Hues


def _codes(site):
    return [code.split()[1] for code in site.problems()]


def test_the_settings_are_read(site):
    config = site.load().site.config
    assert ("Orrin, Checked", "https://example.org/orrin/", "2021-03-01/2021-03", ("boats-damaged",)) == (
        config.title,
        config.url,
        config.period.text,
        config.featured,
    )


def test_the_ratings_keep_the_order_of_the_legend(site):
    ratings = site.load().site.config.ratings
    assert [("confirmed", 3, True), ("contested", 2, False), ("refuted", 1, True)] == [
        (rating.id, rating.value, rating.settled) for rating in ratings
    ]


def test_a_rating_off_the_truth_axis_has_no_value(site):
    site.edit("site.yaml", "    value: 2\n", "")
    assert site.load().site.config.ratings[1].value is None


def test_a_sign_left_out_is_white_or_near_black(site):
    assert Hues(colour="#0b7a4b", sign="#ffffff") == site.load().site.config.ratings[0].light


def test_dark_hues_left_out_are_the_light_ones(site):
    contested = site.load().site.config.ratings[1]
    assert contested.light == contested.dark


def test_an_address_always_ends_in_a_slash(site):
    site.edit("site.yaml", "https://example.org/orrin/", "https://example.org/orrin")
    assert "https://example.org/orrin/" == site.load().site.config.url


def test_what_is_left_out_has_a_default(site):
    text = site.read("site.yaml").replace("language: en\n", "").split("strengths:")[0]
    site.write("site.yaml", text)
    config = site.load().site.config
    assert ("en", ("claims", "timeline", "articles"), Front(), ()) == (
        config.language,
        config.navigation,
        config.front,
        config.notes,
    )


@pytest.mark.parametrize("key", ["title", "url", "period", "publisher", "ratings"])
def test_a_required_setting_that_is_missing_is_told_and_there_is_no_site(site, key):
    lines, kept, skip = site.read("site.yaml").split("\n"), [], False
    for line in lines:
        skip = line.startswith(f"{key}:") or (skip and line.startswith(" "))
        kept += [] if skip else [line]
    site.write("site.yaml", "\n".join(kept))
    loaded = site.load()
    assert (None, f'"{key}" is missing from this site') == (loaded.site, loaded.problems[0].message)


@pytest.mark.parametrize("email", ["nobody", "a@b@c", "a b@c", "<a@b>"])
def test_an_address_that_is_no_mail_address_is_refused(site, email):
    site.edit("site.yaml", "corrections@example.org", f'"{email}"')
    assert ["bad-value"] == _codes(site)


@pytest.mark.parametrize(("ident", "codes"), [("CC BY 4.0", ["bad-value"]), ("CC-BY-4.0", []), ("0BSD", [])])
def test_the_id_of_a_licence_is_one_that_a_list_of_spdx_can_have(site, ident, codes):
    licence = f'licence: {{name: A licence, url: "https://example.org/by", id: {ident}}}'
    site.edit("site.yaml", "period:", f"{licence}\nperiod:")
    assert codes == _codes(site)


@pytest.mark.parametrize("period", ["2021-03", "2021-03-01/..", "../2021-03"])
def test_a_period_needs_a_beginning_and_an_end(site, period):
    site.edit("site.yaml", "2021-03-01/2021-03", period)
    assert ["bad-date"] == _codes(site)


def test_a_sign_that_cannot_be_read_on_its_shape_is_refused(site):
    site.edit("site.yaml", 'sign: "#1a1a1a"', 'sign: "#ffffff"')
    assert "contrast" in _codes(site)


def test_a_pale_shape_without_an_outline_is_refused(site):
    site.edit("site.yaml", "    outline: true\n", "")
    assert ["contrast"] == _codes(site)


def test_a_dark_shape_without_hues_for_dark_pages_is_refused(site):
    site.edit("site.yaml", '    dark: {colour: "#b98aa3", sign: "#1c0a14"}\n', "")
    assert ["contrast"] == _codes(site)


def test_a_rating_that_is_wrong_is_not_also_missed_by_every_card(site):
    site.edit("site.yaml", "    label: Confirmed\n", "")
    assert ["missing-key"] == _codes(site)


def test_a_site_that_is_no_group_is_told(site):
    site.write("site.yaml", "just words\n")
    assert "site.yaml:1:1 not-a-group" in site.problems()


def test_a_site_says_under_which_licence_and_in_which_languages_it_is(site):
    site.edit(
        "site.yaml",
        "period:",
        'licence: {name: CC BY 4.0, url: "https://example.org/by", id: CC-BY-4.0}\n'
        'translations: [{language: ru, url: "https://example.org/ru"}]\nperiod:',
    )
    config = site.load().site.config
    assert ("CC BY 4.0", "https://example.org/by", "CC-BY-4.0") == (
        config.licence.name,
        config.licence.url,
        config.licence.id,
    )
    assert [("ru", "https://example.org/ru/")] == [(one.language, one.url) for one in config.translations]


def test_a_translation_needs_a_language_tag(site):
    site.edit("site.yaml", "period:", 'translations: [{language: in Russian, url: "https://example.org/"}]\nperiod:')
    assert ["bad-value"] == _codes(site)


def test_how_strictly_markup_is_held_to_its_rules_is_read_and_lax_when_left_out(site):
    told = "claimreview:\n  accept: [claimreview-few, claimreview-undated]\n"
    site.edit("site.yaml", told, "")
    site.edit("site.yaml", "  political: false\n", "")
    assert (False, (), None) == (
        (config := site.load().site.config).reviews.bing,
        config.reviews.accept,
        config.publisher.political,
    )
    site.edit("site.yaml", "period:", "claimreview: {bing: true, accept: [claimreview-long]}\nperiod:")
    assert (True, ("claimreview-long",)) == (
        (config := site.load().site.config).reviews.bing,
        config.reviews.accept,
    )


def test_a_site_in_several_languages_knows_them_all_its_own_first(site):
    assert () == site.load().site.config.editions
    site.edit("site.yaml", "period:", 'translations: [{language: ru, url: "https://example.org/ru"}]\nperiod:')
    assert [("en", "https://example.org/orrin/"), ("ru", "https://example.org/ru/")] == [
        (one.language, one.url) for one in site.load().site.config.editions
    ]


@pytest.mark.parametrize(
    ("language", "url", "codes"),
    [
        ("ru", "https://example.org/ru/", []),
        ("en", "https://example.org/en/", ["translation-twice"]),
        ("EN", "https://example.org/en/", ["translation-twice"]),
        ("en-GB", "https://example.org/en/", []),
        ("ru", "http://EXAMPLE.org/orrin", ["translation-twice"]),
        ("ru", "https://example.org/Orrin/", []),
        ("ru", "https://example.org/ru/?a", ["bad-url"]),
    ],
)
def test_a_translation_is_another_site_in_another_language(site, language, url, codes):
    site.edit("site.yaml", "period:", f'translations: [{{language: {language}, url: "{url}"}}]\nperiod:')
    assert codes == _codes(site)


def test_a_site_that_says_no_language_is_in_english(site):
    site.edit("site.yaml", "language: en\n", 'translations: [{language: en, url: "https://example.org/en"}]\n')
    assert ["translation-twice"] == _codes(site)


def test_dark_hues_without_a_colour_are_told(site):
    site.edit("site.yaml", 'dark: {colour: "#b98aa3", sign: "#1c0a14"}', 'dark: {sign: "#1c0a14"}')
    assert _codes(site)
