# Prints what the core costs on a Cortex-M and fails where it costs too much:
# text, data and bss of ELF, and the stack that PROBE uses in an emulator while it serves every command.
function(run output)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE text ERROR_VARIABLE trouble RESULT_VARIABLE code TIMEOUT 120)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${ARGN}: ${code}\n${text}${trouble}")
  endif()
  set(${output} "${text}${trouble}" PARENT_SCOPE)
endfunction()

if(NOT QEMU)
  message(FATAL_ERROR "qemu-system-arm is not installed: the stack cannot be measured (apt-get install qemu-system-arm)")
endif()

run(sizes ${SIZE} -A ${ELF})
foreach(section text data bss)
  if(sizes MATCHES "\\.${section} +([0-9]+)")
    set(${section} ${CMAKE_MATCH_1})
  else()
    set(${section} 0)
  endif()
endforeach()

run(symbols ${NM} -C ${ELF})
string(REGEX MATCHALL "[^\n]* (malloc|free|calloc|realloc|_malloc_r|_free_r|_sbrk|sbrk|operator new[^\n]*|operator delete[^\n]*|__cxa_throw|__cxa_guard_acquire|__aeabi_d[a-z]+|__aeabi_f[a-z]+|printf|snprintf)(\n|$)"
       unwanted "${symbols}")

run(probe ${QEMU} -M mps2-an385 -kernel ${PROBE} -display none -monitor none -serial none
    -semihosting-config enable=on,target=native)
if(NOT probe MATCHES "stack ([0-9]+) commands ([0-9]+) replies ([0-9]+)")
  message(FATAL_ERROR "the stack probe did not finish: ${probe}")
endif()
set(stack ${CMAKE_MATCH_1})
set(commands ${CMAKE_MATCH_2})
set(replies ${CMAKE_MATCH_3})

math(EXPR flash "${text} + ${data}")
math(EXPR ram "${data} + ${bss} + ${stack}")
message("Cortex-M3, ${NAME}: text ${text}, data ${data}, bss ${bss}, stack ${stack} "
        "(measured over ${commands} commands, ${replies} messages)")
message("  flash ${flash} of ${FLASH_LIMIT}, RAM ${ram} of ${RAM_LIMIT}")
if(unwanted)
  message(SEND_ERROR "the core must not need these:\n${unwanted}")
endif()
if(NOT data EQUAL 0)
  message(SEND_ERROR "${data} octets of .data: a constant that is not in flash, or a variable with a start value")
endif()
if(flash GREATER FLASH_LIMIT)
  message(SEND_ERROR "flash: ${flash} > ${FLASH_LIMIT}")
endif()
if(ram GREATER RAM_LIMIT)
  message(SEND_ERROR "RAM with stack: ${ram} > ${RAM_LIMIT}")
endif()
