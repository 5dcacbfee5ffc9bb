@echo off
rem The terminal command of an installed Keywright. It runs on the Node of the machine: the app's own binary cannot be used as one.
setlocal
if "%KEYWRIGHT_NODE%"=="" set KEYWRIGHT_NODE=node
where "%KEYWRIGHT_NODE%" >nul 2>&1
if errorlevel 1 (
  echo keywright: needs Node.js 24.15 or newer, and there is none on the path; install it and try again 1>&2
  exit /b 2
)
"%KEYWRIGHT_NODE%" "%~dp0bin\keywright.mjs" %*
