// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hcltree.h"

#include "app/simulator/hcl/hclparser.h"

#include <QFileInfo>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

// Blocks that change nothing here: the platform owns the backend, and the built-in provider needs no set-up.
const QStringList ignored = {u"terraform"_s, u"provider"_s};

struct BlockKind {
    QString block;
    int labels;
    std::map<QString, HclDeclaration> HclModule::*where;
};
const std::vector<BlockKind> kinds = {{u"variable"_s, 1, &HclModule::variables},
                                      {u"output"_s, 1, &HclModule::outputs},
                                      {u"module"_s, 1, &HclModule::calls},
                                      {u"resource"_s, 2, &HclModule::resources}};

void addBlock(HclModule &module, const HclBlock &block, const QString &file)
{
    const auto wrong = [&](const QString &text) { module.errors.push_back({text, file, block.line}); };
    if (ignored.contains(block.type))
        return;
    if (block.type == u"locals"_s) {
        for (const auto &[name, value] : block.body->attributes) {
            if (!module.locals.emplace(name, value).second)
                wrong(u"Duplicate local value definition: \"%1\""_s.arg(name));
        }
        return;
    }
    for (const BlockKind &kind : kinds) {
        if (kind.block != block.type)
            continue;
        if (block.labels.size() != kind.labels)
            return wrong(u"Invalid block definition: \"%1\" needs %2 label(s)"_s.arg(block.type).arg(kind.labels));
        const QString name = block.labels.join(u'.');
        if (!(module.*kind.where).emplace(name, HclDeclaration{file, block.line, block.body}).second)
            wrong(u"Duplicate %1 \"%2\" configuration"_s.arg(block.type, name));
        return;
    }
    static const QStringList known = {u"data"_s,  u"moved"_s,     u"removed"_s, u"import"_s,
                                      u"check"_s, u"ephemeral"_s, u"action"_s};
    wrong(known.contains(block.type) ? u"The simulator does not carry out \"%1\" blocks"_s.arg(block.type)
                                     : u"Unsupported block type: \"%1\""_s.arg(block.type));
}

void addFile(HclTree &tree, const QString &path, const QByteArray &content)
{
    const QFileInfo info(path);
    HclModule &module = tree.modules[info.path()];
    const auto body = parseHclBody(QString::fromUtf8(content));
    if (!body) {
        module.errors.push_back({body.error().text, path, body.error().line});
        return;
    }
    if (path.endsWith(u".tfvars"_s)) {
        for (const auto &[name, value] : (*body)->attributes)
            module.values[name] = value;
        return;
    }
    for (const auto &[name, value] : (*body)->attributes)
        module.errors.push_back({u"Unsupported argument: \"%1\""_s.arg(name), path, value->line});
    for (const HclBlock &block : (*body)->blocks)
        addBlock(module, block, path);
}

} // namespace

const HclModule *HclTree::module(const QString &directory) const
{
    const auto found = modules.find(directory);
    return found == modules.end() ? nullptr : &found->second;
}

QString HclTree::firstError() const
{
    for (const auto &[directory, module] : modules) {
        if (!module.errors.empty())
            return module.errors.front().diagnostic();
    }
    return {};
}

bool HclTree::declaresVariable(const QString &name) const
{
    return std::any_of(modules.begin(), modules.end(),
                       [&name](const auto &one) { return one.second.variables.contains(name); });
}

bool HclTree::declaresResources(const QStringList &types) const
{
    return std::all_of(types.begin(), types.end(), [this](const QString &type) {
        return std::any_of(modules.begin(), modules.end(), [&type](const auto &one) {
            const auto &resources = one.second.resources;
            return std::any_of(resources.begin(), resources.end(),
                               [&type](const auto &resource) { return resource.first.startsWith(type + u'.'); });
        });
    });
}

HclTree readTree(const SlugFiles &files)
{
    HclTree tree;
    tree.files = files;
    tree.modules[u"."_s];
    for (const auto &[path, content] : files) {
        const QString directory = QFileInfo(path).path();
        if (path.startsWith(u".terraform/"_s) || path.contains(u"/.terraform/"_s))
            continue;
        if (path.endsWith(u".tf"_s) || path.endsWith(u".auto.tfvars"_s)) {
            addFile(tree, path, content);
        } else if (path.endsWith(u".tf.json"_s) || path.endsWith(u".auto.tfvars.json"_s)) {
            tree.modules[directory].errors.push_back(
                {u"The simulator reads the native syntax only, not JSON"_s, path, 1});
        }
    }
    return tree;
}

} // namespace twinlake::simulator
