// Zip files made by hand, for tests of hostile workbooks.
#pragma once

#include <zip.h>

#include <string>
#include <utility>
#include <vector>

namespace luytre::sheets {

using ZipEntries = std::vector<std::pair<std::string, std::string>>;

inline std::string zip_of(const ZipEntries& entries) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  for (const auto& [name, bytes] : entries) {
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0), ZIP_FL_ENC_UTF_8);
  }
  zip_close(archive);
  zip_stat_t stat;
  zip_source_stat(source, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(source);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

// The parts of a workbook of one sheet, with the given rows inside <sheetData>.
inline ZipEntries parts_with(const std::string& rows, const std::string& shared = "", const std::string& styles = "") {
  const std::string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const std::string relationships =
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>";
  const std::string main = " xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";
  ZipEntries parts{
      {"[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"},
      {"_rels/.rels", relationships + "<Relationship Id='r1' Type='" + type +
                          "officeDocument' Target='xl/workbook.xml'/></Relationships>"},
      {"xl/workbook.xml", "<workbook" + main + " xmlns:r='" + type +
                              "'><sheets><sheet name='Tờ 1' sheetId='1' r:id='r1'/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       relationships + "<Relationship Id='r1' Type='" + type + "worksheet' Target='worksheets/sheet1.xml'/>" +
           "<Relationship Id='r2' Type='" + type + "sharedStrings' Target='/xl/sharedStrings.xml'/>" +
           "<Relationship Id='r3' Type='" + type + "styles' Target='styles.xml'/></Relationships>"},
      {"xl/sharedStrings.xml", "<sst" + main + ">" + shared + "</sst>"},
      {"xl/styles.xml", "<styleSheet" + main + ">" + styles + "</styleSheet>"},
      {"xl/worksheets/sheet1.xml", "<worksheet" + main + "><sheetData>" + rows + "</sheetData></worksheet>"}};
  return parts;
}

}  // namespace luytre::sheets
