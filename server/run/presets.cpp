// The runners that Baton knows by name, with the flags of their makers' pages. Each reads the prompt from
// standard input, which knows no limit of length, and asks nothing. What the programs may do (write files,
// run tools) is left at their own default; who wants more defines a runner. docs/runners.md says the same for
// users.
#include <vector>

#include "server/run/runner.h"

namespace baton {

std::span<const Runner> preset_runners() {
  const OutputFormat text;
  static const std::vector<Runner> presets = {
      {std::string(preview_runner)},
      // https://code.claude.com/docs/en/headless, https://code.claude.com/docs/en/cli-reference
      {"claude",
       {"claude", "--print", "--output-format=stream-json", "--verbose", "--include-partial-messages",
        "--model={model}", "--append-system-prompt-file={agent_file}"},
       PromptBy::standard_input,
       {OutputFormat::Kind::claude_stream_json},
       {"ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "CLAUDE_CODE_OAUTH_TOKEN",
        "CLAUDE_CONFIG_DIR"}},
      // https://developers.openai.com/codex/noninteractive: progress goes to standard error, the last message
      // to standard output; "-" reads the prompt from standard input.
      {"codex",
       {"codex", "exec", "--skip-git-repo-check", "--color=never", "-"},
       PromptBy::standard_input,
       text,
       {"OPENAI_API_KEY", "CODEX_API_KEY", "CODEX_HOME"}},
      // https://geminicli.com/docs/cli/headless/: without a terminal it is headless; the answer is
      // "response".
      {"gemini",
       {"gemini", "--output-format=json"},
       PromptBy::standard_input,
       {OutputFormat::Kind::json, "/response"},
       {"GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_CLOUD_PROJECT", "GOOGLE_GENAI_USE_VERTEXAI"}},
      // https://opencode.ai/docs/cli/: run takes its message from standard input where that is no terminal.
      {"opencode", {"opencode", "run"}, PromptBy::standard_input, text, {"OPENCODE_CONFIG"}},
      // https://llm.datasette.io/en/stable/usage.html
      {"llm",
       {"llm", "prompt"},
       PromptBy::standard_input,
       text,
       {"LLM_USER_PATH", "LLM_MODEL", "OPENAI_API_KEY"}},
      // https://docs.ollama.com/cli: run MODEL, the prompt from standard input.
      {"ollama",
       {"ollama", "run", "{model}"},
       PromptBy::standard_input,
       text,
       {"OLLAMA_HOST", "OLLAMA_MODELS"}},
  };
  return presets;
}

}  // namespace baton
