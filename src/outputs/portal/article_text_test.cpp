// What is put beside the words of an article, and what is left alone.
#include "outputs/portal/article_text.h"

#include <gmock/gmock.h>

#include "outputs/portal/article_blocks.h"
#include "outputs/portal/page_head.h"

namespace luytre::portal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

newsroom::FoundAbbreviation known(const std::string& short_form, const std::string& words, bool is_defined = false) {
  return {short_form, words, is_defined, {}, 1};
}

std::string explained(const std::string& html) {
  AbbreviationExplainer explainer({known("NTM", "nông thôn mới"), known("KH&CN", "khoa học và công nghệ"),
                                   known("UBND", "Ủy ban nhân dân"), known("QĐ", "quyết định"),
                                   known("CVĐ", "cuộc vận động", true), known("XYZ", "")});
  return explainer.explained(html);
}

std::string with(const std::string& short_form, const std::string& words) {
  return "<abbr>" + short_form + "</abbr> <small class=\"means\">(" + words + ")</small>";
}

TEST(Abbreviations, are_explained_once_where_they_are_first_used) {
  EXPECT_EQ(explained("<p>Xã NTM, rồi NTM nữa.</p>"), "<p>Xã " + with("NTM", "nông thôn mới") + ", rồi NTM nữa.</p>");
  EXPECT_EQ(explained("<p>Sở KH&amp;CN</p>"), "<p>Sở " + with("KH&amp;CN", "khoa học và công nghệ") + "</p>");
}

TEST(Abbreviations, are_left_alone_in_links_code_headings_and_other_words) {
  EXPECT_EQ(explained("<h2>NTM</h2><p><a href=\"/NTM\" title=\"NTM\">NTM</a> <code>NTM</code> NTM</p>"),
            "<h2>NTM</h2><p><a href=\"/NTM\" title=\"NTM\">NTM</a> <code>NTM</code> " + with("NTM", "nông thôn mới") +
                "</p>");
  for (const char* html :
       {"<p>số 318/QĐ-TTg</p>", "<p>ANTM NTMX NTMđ</p>", "<p>CVĐ và XYZ</p>", "<p>UBNDX/UBND</p>", "", "<", "NT"})
    EXPECT_EQ(explained(html), html);
}

TEST(Abbreviations, are_remembered_from_the_lead_to_the_text) {
  AbbreviationExplainer explainer({known("NTM", "nông thôn mới")});
  EXPECT_THAT(explainer.explained("NTM"), HasSubstr("means"));
  EXPECT_EQ(explainer.explained("NTM"), "NTM");
}

TEST(LaterFigures, stand_behind_the_link_of_their_claim) {
  const auto beside = [](const std::string& id) { return id == "a" ? std::string("(+)") : std::string(); };
  EXPECT_EQ(with_later_figures("x <a class=\"claim\" href=\"/so-lieu/a\">1</a> y <a class=\"claim\" "
                               "href=\"/en/so-lieu/b\">2</a> <a href=\"/so-lieu/a\">3</a>",
                               beside),
            "x <a class=\"claim\" href=\"/so-lieu/a\">1</a>(+) y <a class=\"claim\" href=\"/en/so-lieu/b\">2</a> "
            "<a href=\"/so-lieu/a\">3</a>");
  EXPECT_EQ(with_later_figures("<a class=\"claim\" href=\"", beside), "<a class=\"claim\" href=\"");
}

TEST(WordsOfMarkdown, have_no_marks) {
  EXPECT_EQ(words_of_markdown("# Tin\n\n**Xã** [A](http://x) `b`"), " Tin\nXã A b");
}

TEST(ArticleBlocks, are_what_the_writer_meant) {
  const auto made = article_blocks(
      "# Đầu\n\nMột {{claim:a|5.860 xã}} và {{claim:b}}, lại {{claim:a|5.860 xã}} [x](https://y/).\n\n3. ba\n4. bốn\n\n"
      "   tiếp\n\n> trích\n\n```\nmã {{claim:a}}\n```\n\n![ảnh làng](image:1)\n\n<script>x</script>\n",
      [](const std::string& id) { return "words of " + id; }, "ảnh");
  std::vector<std::string> texts;
  for (const Block& block : made.blocks) texts.push_back(block.marker + "|" + block.text);
  EXPECT_THAT(texts, ElementsAre("|Đầu", "|Một 5.860 xã [1] và words of b [2], lại 5.860 xã [1] x [3].", "3.|ba",
                                 "4.|bốn", "|tiếp", "|trích", "|mã words of a [1]", "|[ảnh: ảnh làng]"));
  ASSERT_EQ(made.notes.size(), 3U);
  EXPECT_EQ(made.notes[0].figure, "a");
  EXPECT_EQ(made.notes[2].address, "https://y/");
}

TEST(ArticleBlocks, nothing_that_is_nested_or_broken_breaks_them) {
  std::string deep;
  for (int i = 0; i < 3'000; ++i) deep += "> ";
  for (const std::string& text :
       {deep + "x", std::string("{{claim:"), std::string("{{claim:}}"), std::string("|a|\n|-|\n"),
        std::string("\xEE\x80\x80"
                    "9\xEE\x80\x81"),
        std::string(100'000, '[')})
    article_blocks(
        text, [](const std::string& id) { return id; }, "ảnh");
}

TEST(PageHead, a_public_address_is_a_plain_http_address) {
  EXPECT_EQ(public_address_of("https://ntm.example.vn/"), "https://ntm.example.vn");
  EXPECT_EQ(public_address_of("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
  for (const char* wrong : {"", "ntm.example.vn", "javascript:alert(1)", "https://", "https://a\"b", "https://a b"})
    EXPECT_FALSE(public_address_of(wrong)) << wrong;
}

TEST(PageHead, data_in_a_script_element_cannot_end_it) {
  EXPECT_THAT(json_for_script(json::object{{"a", "</script><!--"}}), Not(HasSubstr("<")));
}

}  // namespace
}  // namespace luytre::portal
