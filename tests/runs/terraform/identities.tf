# people, groups and roles as a company keeps them: who may what is by group, and roles open with MFA only
locals {
  with_mfa = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
  people   = var.step == 1 ? ["ann", "bob"] : ["ann", "cy"]
}

resource "aws_iam_user" "people" {
  for_each = toset(local.people)
  name     = "${var.name}-${each.key}"
  path     = "/staff/"
  tags     = { step = var.step, "cost centre" = "é+/=" }
}

resource "aws_iam_access_key" "ann" { user = aws_iam_user.people["ann"].name }

resource "aws_iam_group" "readers" { name = "${var.name}-readers" }

resource "aws_iam_group_membership" "readers" {
  name  = "readers"
  group = aws_iam_group.readers.name
  users = [for person in aws_iam_user.people : person.name]
}

resource "aws_iam_policy" "read" {
  name        = "${var.name}-read"
  description = "Reads buckets, with MFA"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = var.step == 1 ? ["s3:GetObject"] : ["s3:GetObject", "s3:ListBucket"]
    Resource  = "*"
    Condition = local.with_mfa
  }] })
}

resource "aws_iam_group_policy_attachment" "read" {
  group      = aws_iam_group.readers.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_iam_group_policy" "assume" {
  name  = "assume"
  group = aws_iam_group.readers.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.reader.arn
  }] })
}

resource "aws_iam_role" "reader" {
  name                 = "${var.name}-reader"
  description          = "step ${var.step}"
  max_session_duration = 3600 * var.step
  permissions_boundary = var.step == 1 ? null : aws_iam_policy.read.arn
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRole"
    Principal = { AWS = aws_iam_user.people["ann"].arn }
    Condition = local.with_mfa
  }] })
}

resource "aws_iam_role_policy" "reader" {
  name   = "read"
  role   = aws_iam_role.reader.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:Get*", Resource = "*" }] })
}

data "aws_iam_policy" "of_aws" { arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" }

resource "aws_iam_role_policy_attachment" "of_aws" {
  role       = aws_iam_role.reader.name
  policy_arn = data.aws_iam_policy.of_aws.arn
}
