# One interface target carries every flag; no room sets its own.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
# Assertions stay on in a release: they guard invariants, and cost next to nothing here.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
option(LUYTRE_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)

find_program(LUYTRE_CCACHE ccache)
if(LUYTRE_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${LUYTRE_CCACHE})
endif()
find_program(LUYTRE_MOLD mold)

add_library(luytre_flags INTERFACE)
target_compile_options(luytre_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Werror)
# GCC 12 reports both of these on std::variant and std::string from the standard library's own headers, wrongly.
target_compile_options(luytre_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized;-Wno-restrict>)
target_include_directories(luytre_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
if(LUYTRE_MOLD)
  target_link_options(luytre_flags INTERFACE -fuse-ld=mold)
endif()
if(LUYTRE_SANITIZE)
  target_compile_options(luytre_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(luytre_flags INTERFACE -fsanitize=address,undefined)
endif()
