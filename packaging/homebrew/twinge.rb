class Twinge < Formula
  desc "Terminal journal for running injuries"
  homepage "@REPOSITORY@"
  url "@REPOSITORY@/archive/refs/tags/v0.1.0.tar.gz"
  sha256 "@SHA256@"
  license "MIT"

  depends_on "rust" => :build

  def install
    system "cargo", "install", *std_cargo_args
    generate_completions_from_executable(bin/"twinge", "completions", shells: [:bash, :zsh, :fish])
    (man1/"twinge.1").write Utils.safe_popen_read(bin/"twinge", "man")
  end

  test do
    ENV["TWINGE_FILE"] = (testpath/"journal.json").to_s
    assert_match "Saved pain 4", shell_output("#{bin}/twinge pain 4")
  end
end
