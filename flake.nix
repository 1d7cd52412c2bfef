{
  description = "Terminal journal for running injuries";
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ];
      each = make: nixpkgs.lib.genAttrs systems (system: make nixpkgs.legacyPackages.${system});
    in {
      packages = each (pkgs: {
        default = pkgs.rustPlatform.buildRustPackage {
          pname = "twinge";
          version = (nixpkgs.lib.importTOML ./Cargo.toml).package.version;
          src = ./.;
          cargoLock.lockFile = ./Cargo.lock;
          nativeBuildInputs = [ pkgs.installShellFiles ];
          # the tests of locks and terminals need more than a sandbox gives
          doCheck = false;
          postInstall = ''
            $out/bin/twinge man > twinge.1
            installManPage twinge.1
            for shell in bash zsh fish; do
              $out/bin/twinge completions $shell > twinge.$shell
              installShellCompletion --cmd twinge --$shell twinge.$shell
            done
          '';
          meta = { license = pkgs.lib.licenses.mit; mainProgram = "twinge"; };
        };
      });
      devShells = each (pkgs: {
        default = pkgs.mkShell { packages = with pkgs; [ cargo rustc rustfmt clippy just ]; };
      });
    };
}
