# Texts, law, migrations, templates and reference data travel inside the one binary.
# Each file becomes an .incbin block of one assembly file and a row of a table read by base/resources.
set(LUYTRE_REFERENCE ${CMAKE_BINARY_DIR}/reference/current_units.csv)
set(LUYTRE_NPM ${CMAKE_SOURCE_DIR}/web/node_modules/new-vn-provinces)
find_program(LUYTRE_NODE node REQUIRED)
add_custom_command(OUTPUT ${LUYTRE_REFERENCE}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/reference
  COMMAND ${LUYTRE_NODE} ${CMAKE_SOURCE_DIR}/tools/reference/current_units.mjs ${LUYTRE_NPM} ${LUYTRE_REFERENCE}
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/reference/current_units.mjs ${CMAKE_SOURCE_DIR}/web/package-lock.json
  VERBATIM)
set(LUYTRE_PASSWORDS ${CMAKE_BINARY_DIR}/reference/common_passwords.txt)
add_custom_command(OUTPUT ${LUYTRE_PASSWORDS}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/reference
  COMMAND ${LUYTRE_NODE} ${CMAKE_SOURCE_DIR}/tools/reference/common_passwords.mjs
    ${CMAKE_SOURCE_DIR}/web/node_modules/@zxcvbn-ts/language-common ${LUYTRE_PASSWORDS}
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/reference/common_passwords.mjs ${CMAKE_SOURCE_DIR}/web/package-lock.json
  VERBATIM)

# The staff app, built by Vite and packed into one file because its files' names carry hashes.
set(LUYTRE_WEB_PACK ${CMAKE_BINARY_DIR}/web/app.pack)
file(GLOB_RECURSE LUYTRE_WEB_SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/src/*)
add_custom_command(OUTPUT ${LUYTRE_WEB_PACK}
  COMMAND ${LUYTRE_NODE} ${CMAKE_SOURCE_DIR}/web/tools/pack.mjs ${CMAKE_BINARY_DIR}/web
  DEPENDS ${LUYTRE_WEB_SOURCES} ${CMAKE_SOURCE_DIR}/web/index.html ${CMAKE_SOURCE_DIR}/web/vite.config.ts
    ${CMAKE_SOURCE_DIR}/web/svelte.config.js ${CMAKE_SOURCE_DIR}/web/tools/pack.mjs
    ${CMAKE_SOURCE_DIR}/messages/observations.yaml ${CMAKE_SOURCE_DIR}/messages/base.yaml
    ${CMAKE_SOURCE_DIR}/web/package-lock.json ${CMAKE_SOURCE_DIR}/src/outputs/portal/assets/portal.css
    ${CMAKE_SOURCE_DIR}/src/outputs/office/assets/office.css
  VERBATIM)

file(GLOB_RECURSE LUYTRE_RESOURCE_FILES CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
  messages/*.yaml migrations/*.sql criteria/*.yaml reference/*.csv reference/*.yaml demonstration/* docs/api/*
  authority/*.yaml src/outputs/portal/templates/* src/outputs/portal/assets/* src/outputs/office/templates/*
  src/outputs/office/assets/*)
list(FILTER LUYTRE_RESOURCE_FILES EXCLUDE REGEX "^criteria/.*/tests/")

set(assembly ".section .rodata\n")
set(declarations "")
set(rows "")
set(index 0)
set(paths "")
macro(luytre_embed name file)
  string(APPEND assembly
    ".global luytre_resource_${index}\n.global luytre_resource_${index}_end\n.balign 16\n"
    "luytre_resource_${index}:\n.incbin \"${file}\"\nluytre_resource_${index}_end:\n.byte 0\n")
  string(APPEND declarations
    "extern \"C\" const char luytre_resource_${index}[];\nextern \"C\" const char luytre_resource_${index}_end[];\n")
  string(APPEND rows "    {\"${name}\", luytre_resource_${index}, luytre_resource_${index}_end},\n")
  list(APPEND paths ${file})
  math(EXPR index "${index} + 1")
endmacro()
foreach(file IN LISTS LUYTRE_RESOURCE_FILES)
  string(REGEX REPLACE "^src/outputs/" "" name ${file})
  luytre_embed(${name} ${CMAKE_SOURCE_DIR}/${file})
endforeach()
luytre_embed(reference/current_units.csv ${LUYTRE_REFERENCE})
luytre_embed(reference/common_passwords.txt ${LUYTRE_PASSWORDS})
luytre_embed(web/app.pack ${LUYTRE_WEB_PACK})
string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")

set(generated ${CMAKE_BINARY_DIR}/resources)
file(CONFIGURE OUTPUT ${generated}/resources.S CONTENT "${assembly}" @ONLY)
file(CONFIGURE OUTPUT ${generated}/resource_table.cpp @ONLY CONTENT
"// Written by cmake/resources.cmake.
#include \"base/resource_table.h\"
${declarations}
namespace luytre {
std::vector<ResourceEntry> resource_entries() {
  return {
${rows}  };
}
}  // namespace luytre
")
add_library(luytre_resources STATIC ${generated}/resources.S ${generated}/resource_table.cpp)
target_link_libraries(luytre_resources PUBLIC luytre_flags)
set_source_files_properties(${generated}/resources.S PROPERTIES OBJECT_DEPENDS "${paths}")
