// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HclTree: an uploaded configuration, read: per directory what Terraform would find in its .tf files. What the
// simulator cannot carry out is an error of the tree, so that a run ends with it instead of with a guess.
#pragma once

#include "app/simulator/hcl/hclexpression.h"
#include "app/simulator/hcl/slug.h"

namespace twinlake::simulator {

/// A declaration: its block and the file it stands in.
struct HclDeclaration {
    QString file;
    int line = 0;
    std::shared_ptr<const HclBody> body;

    HclError error(const QString &text) const { return {text, file, line}; }
};

struct HclModule {
    std::map<QString, HclDeclaration> variables;
    std::map<QString, HclDeclaration> outputs;
    std::map<QString, HclDeclaration> calls; ///< module blocks
    std::map<QString, HclDeclaration> resources; ///< by "type.name"
    std::map<QString, HclExpressionPtr> locals;
    std::map<QString, HclExpressionPtr> values; ///< of *.auto.tfvars
    std::vector<HclError> errors;
};

struct HclTree {
    std::map<QString, HclModule> modules; ///< by directory, "." for the root
    SlugFiles files; ///< for the functions that read them

    const HclModule *module(const QString &directory) const;
    QString firstError() const;
    bool declaresVariable(const QString &name) const;
    /// Resources of each of the types, in the root or in any other directory.
    bool declaresResources(const QStringList &types) const;
};

HclTree readTree(const SlugFiles &files);

} // namespace twinlake::simulator
