# The floors of the house. A room may use rooms of its own floor declared earlier, or of a lower floor; anything
# else stops the configure step. The same holds for an #include of a room that was not declared as a link.
set(ZC_FLOORS base infra domain ui app)
set(ZC_GUI_ROOMS imaging ofd)        # the only rooms below the ui floor that may draw

function(_zc_floor_of name out)
    get_property(floor GLOBAL PROPERTY ZC_FLOOR_${name})
    if(NOT floor)
        message(FATAL_ERROR "Room '${name}' is used before it is declared, or does not exist.")
    endif()
    list(FIND ZC_FLOORS ${floor} index)
    set(${out} ${index} PARENT_SCOPE)
endfunction()

# Stops the configure step when `name` on floor `layer` links a room of a higher floor.
function(_zc_check_links name layer)
    list(FIND ZC_FLOORS ${layer} own)
    if(own EQUAL -1)
        message(FATAL_ERROR "Room '${name}': unknown floor '${layer}' (one of ${ZC_FLOORS}).")
    endif()
    foreach(dependency IN LISTS ARGN)
        _zc_floor_of(${dependency} other)
        if(other GREATER own)
            list(GET ZC_FLOORS ${other} otherName)
            message(FATAL_ERROR "Wrong-way link: '${name}' (${layer}) may not use '${dependency}' (${otherName}).")
        endif()
    endforeach()
endfunction()

# Stops the configure step when a source includes <room/...> of a room that is not declared, or a room's internals.
function(_zc_check_includes name declared)
    get_property(rooms GLOBAL PROPERTY ZC_ROOMS)
    foreach(source IN LISTS ARGN)
        file(STRINGS ${source} lines REGEX "^#include <[a-z]+/")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
        foreach(line IN LISTS lines)
            string(REGEX REPLACE "^#include <([a-z]+)/.*" "\\1" room "${line}")
            if(line MATCHES "^#include <[a-z]+/internal/" AND room IN_LIST rooms)
                message(FATAL_ERROR "'${name}' looks into the internals of '${room}': ${source}")
            endif()
            if(room IN_LIST rooms AND NOT room STREQUAL name AND NOT room IN_LIST declared)
                message(FATAL_ERROR "Missing declaration: '${name}' includes '${room}' without linking it: ${source}")
            endif()
        endforeach()
    endforeach()
endfunction()

# Widgets and WebEngine belong to the ui floor; Qt Gui to that floor and to ZC_GUI_ROOMS.
function(_zc_check_qt name layer)
    list(FIND ZC_FLOORS ${layer} own)
    list(FIND ZC_FLOORS ui ui)
    if(own LESS ui)
        foreach(library IN LISTS ARGN)
            if(library MATCHES "^Qt6::(Widgets|WebEngine.*|PrintSupport)$")
                message(FATAL_ERROR "Wrong-way link: '${name}' (${layer}) may not use ${library}.")
            endif()
            if(library MATCHES "^Qt6::(Gui|Svg|Pdf)$" AND NOT name IN_LIST ZC_GUI_ROOMS)
                message(FATAL_ERROR "Wrong-way link: '${name}' (${layer}) may not use ${library}.")
            endif()
        endforeach()
    endif()
endfunction()

# Every source of the house includes the same Qt headers; parsing them once for rooms and once for tests halves the build.
function(_zc_reuse_headers target kind)
    if(NOT ZC_PCH)
        return()
    endif()
    if(NOT TARGET zc_headers_${kind})
        file(WRITE ${CMAKE_BINARY_DIR}/zc_headers_${kind}.cpp "int main() {}\n")
        set(headers <QByteArray> <QDate> <QDateTime> <QDir> <QFile> <QFuture> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QMap>
            <QObject> <QSet> <QString> <QStringList> <QUuid> <algorithm> <functional> <memory> <optional> <variant> <vector>)
        if("${kind}" STREQUAL "test")
            list(APPEND headers <QSignalSpy> <QTemporaryDir> <QTest>)
            add_executable(zc_headers_test ${CMAKE_BINARY_DIR}/zc_headers_test.cpp)
            target_link_libraries(zc_headers_test PRIVATE Qt6::Core Qt6::Test)
        else()
            add_library(zc_headers_room STATIC ${CMAKE_BINARY_DIR}/zc_headers_room.cpp)
            target_link_libraries(zc_headers_room PRIVATE Qt6::Core)
        endif()
        set_target_properties(zc_headers_${kind} PROPERTIES AUTOMOC OFF EXCLUDE_FROM_ALL ON)
        target_precompile_headers(zc_headers_${kind} PRIVATE ${headers})
    endif()
    target_precompile_headers(${target} REUSE_FROM zc_headers_${kind})
    # Where a library sets macros of its own (Poco), the compiler parses as before.
    set_target_properties(${target} PROPERTIES PCH_WARN_INVALID OFF)
endfunction()

# Compiles the sources of a room in batches: the headers they share are instantiated once per batch instead of once per file.
function(_zc_unite target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ${ZC_UNITY} UNITY_BUILD_BATCH_SIZE ${ZC_UNITY_BATCH})
endfunction()

# zc_add_module(NAME room LAYER floor SOURCES files… [PUBLIC rooms…] [PRIVATE rooms…]
#               [LIBRARIES_PUBLIC targets…] [LIBRARIES_PRIVATE targets…])
# One folder = one static library `zc_<room>` (alias zc::<room>). Public headers lie at the folder's root and are
# included as <room/header.h>; everything else lies in internal/ and is included as "internal/header.h".
function(zc_add_module)
    cmake_parse_arguments(PARSE_ARGV 0 M "" "NAME;LAYER" "SOURCES;PUBLIC;PRIVATE;LIBRARIES_PUBLIC;LIBRARIES_PRIVATE")
    if(M_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "zc_add_module(${M_NAME}): unknown arguments ${M_UNPARSED_ARGUMENTS}")
    endif()
    _zc_check_links(${M_NAME} ${M_LAYER} ${M_PUBLIC} ${M_PRIVATE})
    _zc_check_qt(${M_NAME} ${M_LAYER} ${M_LIBRARIES_PUBLIC} ${M_LIBRARIES_PRIVATE})
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.h ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    set_property(GLOBAL APPEND PROPERTY ZC_ROOMS ${M_NAME})
    set_property(GLOBAL PROPERTY ZC_FLOOR_${M_NAME} ${M_LAYER})
    _zc_check_includes(${M_NAME} "${M_PUBLIC};${M_PRIVATE}" ${files})
    add_library(zc_${M_NAME} STATIC ${M_SOURCES})
    add_library(zc::${M_NAME} ALIAS zc_${M_NAME})
    target_include_directories(zc_${M_NAME} PUBLIC ${CMAKE_SOURCE_DIR}/modules PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    _zc_unite(zc_${M_NAME})
    if(NOT "${M_NAME}" STREQUAL "client")             # has its own, with widgets
        _zc_reuse_headers(zc_${M_NAME} room)
    endif()
    list(TRANSFORM M_PUBLIC PREPEND zc::)
    list(TRANSFORM M_PRIVATE PREPEND zc::)
    target_link_libraries(zc_${M_NAME} PUBLIC ${M_PUBLIC} ${M_LIBRARIES_PUBLIC} PRIVATE ${M_PRIVATE} ${M_LIBRARIES_PRIVATE})
endfunction()

# zc_add_program(NAME target OUTPUT file SOURCES files… ROOMS rooms… [LIBRARIES targets…])
function(zc_add_program)
    cmake_parse_arguments(PARSE_ARGV 0 P "" "NAME;OUTPUT" "SOURCES;ROOMS;LIBRARIES")
    _zc_check_links(${P_NAME} app ${P_ROOMS})
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.h ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    _zc_check_includes(${P_NAME} "${P_ROOMS}" ${files})
    add_executable(${P_NAME} ${P_SOURCES})
    _zc_unite(${P_NAME})
    set_target_properties(${P_NAME} PROPERTIES OUTPUT_NAME ${P_OUTPUT})
    target_include_directories(${P_NAME} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    list(TRANSFORM P_ROOMS PREPEND zc::)
    target_link_libraries(${P_NAME} PRIVATE ${P_ROOMS} ${P_LIBRARIES})
endfunction()

# What every program of tests has: the room's libraries, the places of data, the headers parsed once.
function(_zc_test_program name sources rooms libraries)
    add_executable(${name} ${sources})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    _zc_reuse_headers(${name} test)
    list(TRANSFORM rooms PREPEND zc::)
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_link_libraries(${name} PRIVATE ${rooms} ${libraries} zc::resources Qt6::Test)
    target_compile_definitions(${name} PRIVATE
        ZC_TEST_DATA="${ZC_TEST_DATA}" ZC_SOURCE_DIR="${CMAKE_SOURCE_DIR}" ZC_BINARY_DIR="${CMAKE_BINARY_DIR}")
endfunction()

function(_zc_test_properties test labels timeout environment)
    if(NOT labels)
        set(labels unit)
    endif()
    if(NOT timeout)
        set(timeout 400)               # against hanging only: a busy machine is no fault
    endif()
    set_tests_properties(${test} PROPERTIES LABELS "${labels}" TIMEOUT ${timeout}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QTEST_FUNCTION_TIMEOUT=390000;${environment}")
endfunction()

# zc_add_test(NAME tst_class SOURCES files… ROOMS rooms… [LIBRARIES targets…] [LABELS unit|integration|gui|…]
#             [TIMEOUT seconds] [ENVIRONMENT NAME=value…]). One QtTest class as a program of its own; run offscreen unless
# the environment says otherwise.
function(zc_add_test)
    cmake_parse_arguments(PARSE_ARGV 0 T "" "NAME;TIMEOUT" "SOURCES;ROOMS;LIBRARIES;LABELS;ENVIRONMENT")
    _zc_test_program(${T_NAME} "${T_SOURCES}" "${T_ROOMS}" "${T_LIBRARIES}")
    add_test(NAME ${T_NAME} COMMAND ${T_NAME})
    _zc_test_properties(${T_NAME} "${T_LABELS}" "${T_TIMEOUT}" "${T_ENVIRONMENT}")
endfunction()

# zc_add_tests(NAME program SOURCES tst_*.cpp and others… ROOMS rooms… [LIBRARIES targets…] [INTERNALS_OF room]
#              [LABELS …] [TIMEOUT seconds] [ENVIRONMENT …])
# All tst_*.cpp of one folder as one program (tests/support/testprogram.h); each of them is a test of its own for CTest, named
# after its file. INTERNALS_OF lets the tests of a room see its internal/ headers.
function(zc_add_tests)
    cmake_parse_arguments(PARSE_ARGV 0 T "" "NAME;TIMEOUT;INTERNALS_OF" "SOURCES;ROOMS;LIBRARIES;LABELS;ENVIRONMENT")
    _zc_test_program(${T_NAME} "${T_SOURCES}" "${T_ROOMS}" "${T_LIBRARIES};zc_testprogram")
    _zc_unite(${T_NAME})
    if(T_INTERNALS_OF)
        target_include_directories(${T_NAME} PRIVATE ${CMAKE_SOURCE_DIR}/modules/${T_INTERNALS_OF})
    endif()
    foreach(source IN LISTS T_SOURCES)
        cmake_path(GET source STEM class)
        if(class MATCHES "^tst_")
            add_test(NAME ${class} COMMAND ${T_NAME} ${class})
            _zc_test_properties(${class} "${T_LABELS}" "${T_TIMEOUT}" "${T_ENVIRONMENT}")
        endif()
    endforeach()
endfunction()

# zc_add_department_plugin(ID id [SOURCES files…] [PACKS folders…] [METADATA file] [OUTPUT folder])
# Builds one department into build/plugins/departments/<id>/: the library, plugin.json beside it, packs/<packId>/ for
# every folder of packs/ that holds a package.json (or the PACKS named), and MANIFEST over all of it. A plugin sees
# `pluginapi` and `base` and nothing else. Without SOURCES the department is data only and its library is made from a
# template. The folder is made anew whenever a file of it changes.
function(zc_add_department_plugin)
    cmake_parse_arguments(PARSE_ARGV 0 D "" "ID;METADATA;OUTPUT" "SOURCES;PACKS")
    if(NOT D_ID MATCHES "^[a-z][a-z0-9_]*$" OR D_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "zc_add_department_plugin: ID '${D_ID}' ${D_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT D_METADATA)
        set(D_METADATA ${CMAKE_CURRENT_SOURCE_DIR}/plugin.json)
    endif()
    if(NOT D_OUTPUT)
        set(D_OUTPUT ${CMAKE_BINARY_DIR}/plugins/departments/${D_ID})
    endif()
    if(NOT D_PACKS)
        file(GLOB packages CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/packs/*/package.json)
        foreach(package IN LISTS packages)
            cmake_path(GET package PARENT_PATH folder)
            list(APPEND D_PACKS ${folder})
        endforeach()
    endif()
    set(packFiles "")
    foreach(folder IN LISTS D_PACKS)
        file(GLOB_RECURSE files CONFIGURE_DEPENDS ${folder}/*)
        list(APPEND packFiles ${files})
    endforeach()

    if(NOT D_SOURCES)
        set(D_SOURCES ${CMAKE_CURRENT_BINARY_DIR}/${D_ID}.cpp)
        configure_file(${CMAKE_SOURCE_DIR}/cmake/dataonlydepartment.cpp.in ${D_SOURCES} @ONLY)
    endif()
    set(target zc_department_${D_ID})
    _zc_check_links(${target} app pluginapi base)
    set(absoluteSources "")
    foreach(source IN LISTS D_SOURCES)
        cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
        list(APPEND absoluteSources ${source})
    endforeach()
    _zc_check_includes(${target} "pluginapi;base" ${absoluteSources})
    add_library(${target} MODULE ${D_SOURCES})
    set_target_properties(${target} PROPERTIES PREFIX "" OUTPUT_NAME ${D_ID}
        LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/library)
    target_link_libraries(${target} PRIVATE zc::pluginapi zc::base)
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})      # plugin.json, for the metadata in the library

    set(stamp ${CMAKE_CURRENT_BINARY_DIR}/${target}.stamp)
    list(JOIN D_PACKS "|" packList)
    add_custom_command(OUTPUT ${stamp}
        COMMAND ${CMAKE_COMMAND} -DOUTPUT=${D_OUTPUT} -DLIBRARY=$<TARGET_FILE:${target}> -DMETADATA=${D_METADATA}
            "-DPACKS=${packList}" -DSTAMP=${stamp} -P ${CMAKE_SOURCE_DIR}/cmake/ZcPluginFolder.cmake
        DEPENDS ${target} ${D_METADATA} ${packFiles} ${CMAKE_SOURCE_DIR}/cmake/ZcPluginFolder.cmake
        COMMENT "Department plugin ${D_ID}" VERBATIM)
    add_custom_target(${target}_folder ALL DEPENDS ${stamp})
    set_property(GLOBAL APPEND PROPERTY ZC_PLUGIN_FOLDERS ${target}_folder)
endfunction()

# zc_add_device_plugin(ID id SOURCES files… [METADATA file] [OUTPUT folder] [LIBRARIES targets…])
# Builds one device driver into build/plugins/devices/<id>/: the library, plugin.json beside it, MANIFEST over both. A driver sees
# `devices` and `base` and nothing else of the house, and what it brings along (LIBRARIES) lies in its own folder.
function(zc_add_device_plugin)
    cmake_parse_arguments(PARSE_ARGV 0 D "" "ID;METADATA;OUTPUT" "SOURCES;LIBRARIES")
    if(NOT D_ID MATCHES "^[a-z][a-z0-9_]*$" OR D_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "zc_add_device_plugin: ID '${D_ID}' ${D_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT D_METADATA)
        set(D_METADATA ${CMAKE_CURRENT_SOURCE_DIR}/plugin.json)
    endif()
    if(NOT D_OUTPUT)
        set(D_OUTPUT ${CMAKE_BINARY_DIR}/plugins/devices/${D_ID})
    endif()
    set(target zc_driver_${D_ID})
    _zc_check_links(${target} app devices base)
    set(absoluteSources "")
    foreach(source IN LISTS D_SOURCES)
        cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
        list(APPEND absoluteSources ${source})
    endforeach()
    _zc_check_includes(${target} "devices;base" ${absoluteSources})
    cmake_path(GET D_METADATA PARENT_PATH metadataFolder)
    add_library(${target} MODULE ${D_SOURCES})
    _zc_unite(${target})
    set_target_properties(${target} PROPERTIES PREFIX "" OUTPUT_NAME ${D_ID} BUILD_RPATH "\$ORIGIN" INSTALL_RPATH "\$ORIGIN"
        LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/library)
    target_link_libraries(${target} PRIVATE zc::devices zc::base ${D_LIBRARIES})
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR} ${metadataFolder})    # plugin.json, for the metadata in the library
    set(stamp ${CMAKE_CURRENT_BINARY_DIR}/${target}.stamp)
    add_custom_command(OUTPUT ${stamp}
        COMMAND ${CMAKE_COMMAND} -DOUTPUT=${D_OUTPUT} -DLIBRARY=$<TARGET_FILE:${target}> -DMETADATA=${D_METADATA}
            -DPACKS= -DSTAMP=${stamp} -P ${CMAKE_SOURCE_DIR}/cmake/ZcPluginFolder.cmake
        DEPENDS ${target} ${D_METADATA} ${CMAKE_SOURCE_DIR}/cmake/ZcPluginFolder.cmake
        COMMENT "Device driver ${D_ID}" VERBATIM)
    add_custom_target(${target}_folder ALL DEPENDS ${stamp})
    set_property(GLOBAL APPEND PROPERTY ZC_PLUGIN_FOLDERS ${target}_folder)
endfunction()
